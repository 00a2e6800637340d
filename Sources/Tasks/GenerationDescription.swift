/// MimicGen's experiment-wide switches, as a task sets them.
public struct GenerationDescription: Sendable, Hashable {
  /// Whether each subtask chooses its source demonstration anew.
  public var selectSrcPerSubtask = false
  /// Whether later subtasks too start from their segment's first end-effector pose.
  public var transformFirstRobotPose = false
  /// Whether a bridge starts at the last target instead of the measured pose.
  public var interpolateFromLastTargetPose = true
}
