/// What a job may set of the motion generator, by MimicGen's names; nil leaves the task's own value.
public struct MotionOptions: Sendable, Hashable, Codable {
  /// How a source segment is chosen.
  public var selectionStrategy: SelectionStrategy?
  /// How many nearest neighbours are drawn from; at least 1.
  public var nnK: Int?
  /// Weight of the position distance (per metre) in the nearest-neighbour metric.
  public var posWeight: Double?
  /// Weight of the rotation angle (per radian) in the nearest-neighbour metric.
  public var rotWeight: Double?
  /// Standard deviation of the noise on the six normalized pose actions.
  public var actionNoise: Double?
  /// Waypoints of the bridge from where the last subtask ended to the next segment.
  public var numInterpolationSteps: Int?
  /// Steps held at the first waypoint of a segment.
  public var numFixedSteps: Int?
  /// Whether bridges are noisy too.
  public var applyNoiseDuringInterpolation: Bool?
  /// Inclusive range, in control steps, that each inner subtask boundary is moved by.
  public var subtaskTermOffsetRange: [Int]?
  /// Whether each subtask chooses its source demonstration anew.
  public var selectSrcPerSubtask: Bool?
  /// Whether later subtasks too start from their segment's first end-effector pose.
  public var transformFirstRobotPose: Bool?
  /// Whether a bridge starts at the last target instead of the measured pose.
  public var interpolateFromLastTargetPose: Bool?
  /// Motions of a family, which share their beginning; at least 1.
  public var branches: Int?

  /// The names in files and requests.
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case selectionStrategy = "selection_strategy"
    case nnK = "nn_k"
    case posWeight = "pos_weight"
    case rotWeight = "rot_weight"
    case actionNoise = "action_noise"
    case numInterpolationSteps = "num_interpolation_steps"
    case numFixedSteps = "num_fixed_steps"
    case applyNoiseDuringInterpolation = "apply_noise_during_interpolation"
    case subtaskTermOffsetRange = "subtask_term_offset_range"
    case selectSrcPerSubtask = "select_src_per_subtask"
    case transformFirstRobotPose = "transform_first_robot_pose"
    case interpolateFromLastTargetPose = "interpolate_from_last_target_pose"
    case branches
  }

  public init() {}

  /// The first value out of range as (name, reason), or nil when all are usable.
  public var problem: (name: String, reason: String)? {
    if let k = nnK, !(1...10_000).contains(k) { return ("nn_k", "must be between 1 and 10000") }
    for (name, value) in [("pos_weight", posWeight), ("rot_weight", rotWeight)] {
      if let value, !(value >= 0 && value <= 1e6) { return (name, "must be between 0 and 1e6") }
    }
    if let noise = actionNoise, !(noise >= 0 && noise <= 1) {
      return ("action_noise", "must be between 0 and 1")
    }
    if let n = numInterpolationSteps, !(0...1000).contains(n) {
      return ("num_interpolation_steps", "must be between 0 and 1000")
    }
    if let n = numFixedSteps, !(0...1000).contains(n) {
      return ("num_fixed_steps", "must be between 0 and 1000")
    }
    if let range = subtaskTermOffsetRange,
      range.count != 2 || range[0] > range[1] || range[0] < -1000 || range[1] > 1000
    {
      return (
        "subtask_term_offset_range", "must be [low, high] with -1000 <= low <= high <= 1000"
      )
    }
    if let n = branches, !(1...1000).contains(n) {
      return ("branches", "must be between 1 and 1000")
    }
    return nil
  }
}
