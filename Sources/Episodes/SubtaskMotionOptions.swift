/// What a job may set of the motion of a subtask, by MimicGen's and Isaac Lab Mimic's names.
///
/// Nil leaves the task's own value.
public struct SubtaskMotionOptions: Sendable, Hashable, Codable {
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
  /// Waypoints of the bridge from where the last subtask ended to the next segment, at least.
  public var numInterpolationSteps: Int?
  /// Steps held at the first waypoint of a segment.
  public var numFixedSteps: Int?
  /// Whether bridges are noisy too.
  public var applyNoiseDuringInterpolation: Bool?
  /// Inclusive range, in control steps, that an inner subtask boundary is moved by.
  public var subtaskTermOffsetRange: [Int]?
  /// Inclusive range, in control steps, by which a later subtask starts after the one before ends.
  public var subtaskStartOffsetRange: [Int]?
  /// Inclusive range of frames of which the first subtask starts at one; not negative.
  public var firstSubtaskStartOffsetRange: [Int]?
  /// Quiet steps held at the target of each change of the gripper, before the change.
  public var numSettleStepsBeforeGripper: Int?
  /// Top speed of a bridge, m/s; a longer way takes more steps.
  public var maxBridgeSpeed: Double?
  /// Top turning speed of a bridge, rad/s.
  public var maxBridgeRotationSpeed: Double?
  /// How a bridge's speed goes over time.
  public var bridgeProfile: BridgeProfile?
  /// Whether a bridge that would touch something takes a detour.
  public var avoidCollisions: Bool?
  /// How far a detour first draws back along the tool's axis, metres.
  public var retreatDistance: Double?
  /// How far above both its ends a detour travels, metres; twice and three times as far when needed.
  public var liftHeight: Double?
  /// How far before the segment, along the tool's axis, a detour comes down, metres.
  public var approachDistance: Double?

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
    case subtaskStartOffsetRange = "subtask_start_offset_range"
    case firstSubtaskStartOffsetRange = "first_subtask_start_offset_range"
    case numSettleStepsBeforeGripper = "num_settle_steps_before_gripper"
    case maxBridgeSpeed = "max_bridge_speed"
    case maxBridgeRotationSpeed = "max_bridge_rotation_speed"
    case bridgeProfile = "bridge_profile"
    case avoidCollisions = "avoid_collisions"
    case retreatDistance = "retreat_distance"
    case liftHeight = "lift_height"
    case approachDistance = "approach_distance"
  }

  /// Options with nothing set.
  public init() {}
}
