/// What a task sets of its attempts as a whole: MimicGen's experiment-wide switches, and more.
public struct GenerationDescription: Sendable, Hashable {
  /// Whether each subtask chooses its source demonstration anew.
  public var selectSrcPerSubtask = false
  /// Whether later subtasks too start from their segment's first end-effector pose.
  public var transformFirstRobotPose = false
  /// Whether a bridge starts at the last target instead of the measured pose.
  public var interpolateFromLastTargetPose = true
  /// Whether source demonstrations take turns instead of being drawn.
  public var balanceSources = false
  /// The most control steps of an attempt; nil for no cap.
  public var maxSteps: Int?
  /// Whether reach, limits, saturation and bridges are tested before physics.
  public var prescreen = false
  /// How many motions share a family that starts again at subtask boundaries; 1 for none.
  public var branches = 1
}
