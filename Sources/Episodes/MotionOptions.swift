/// What a job may set of the motion generator, by MimicGen's names; nil leaves the task's own value.
///
/// Options of a subtask hold for all subtasks, and read as this type's own:
///
///     var options = MotionOptions()
///     options.actionNoise = 0.02
///     options.subtasks = ["place": SubtaskMotionOptions()]
@dynamicMemberLookup
public struct MotionOptions: Sendable, Hashable, Codable {
  /// What holds for all subtasks, where a subtask's own entry says nothing else.
  public var everySubtask = SubtaskMotionOptions()
  /// What holds for the subtasks of a name only.
  public var subtasks: [String: SubtaskMotionOptions]?
  /// Whether each subtask chooses its source demonstration anew.
  public var selectSrcPerSubtask: Bool?
  /// Whether later subtasks too start from their segment's first end-effector pose.
  public var transformFirstRobotPose: Bool?
  /// Whether a bridge starts at the last target instead of the measured pose.
  public var interpolateFromLastTargetPose: Bool?
  /// Whether source demonstrations take turns instead of being drawn.
  public var balanceSources: Bool?
  /// The most control steps of an attempt.
  public var maxSteps: Int?
  /// Whether reach, limits, saturation and bridges are tested before physics.
  public var prescreen: Bool?
  /// How many motions share a family that starts again at subtask boundaries; 1 for none.
  public var branches: Int?

  /// The names in files and requests, beside those of `SubtaskMotionOptions`.
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case subtasks
    case selectSrcPerSubtask = "select_src_per_subtask"
    case transformFirstRobotPose = "transform_first_robot_pose"
    case interpolateFromLastTargetPose = "interpolate_from_last_target_pose"
    case balanceSources = "balance_sources"
    case maxSteps = "max_steps"
    case prescreen, branches
  }

  /// Every name in files and requests.
  public static let names: [String] =
    SubtaskMotionOptions.CodingKeys.allCases.map(\.rawValue) + CodingKeys.allCases.map(\.rawValue)

  /// Options with nothing set.
  public init() {}

  /// An option of all subtasks.
  public subscript<Value>(
    dynamicMember path: WritableKeyPath<SubtaskMotionOptions, Value>
  ) -> Value {
    get { everySubtask[keyPath: path] }
    set { everySubtask[keyPath: path] = newValue }
  }

  /// The first value out of range as (name, reason), or nil when all are usable.
  ///
  /// An option of one subtask is told as `subtasks.<subtask>.<name>`.
  public var problem: (name: String, reason: String)? {
    if let problem = everySubtask.problem { return problem }
    for name in (subtasks ?? [:]).keys.sorted() {
      guard let problem = subtasks?[name]?.problem else { continue }
      return ("\(CodingKeys.subtasks.rawValue).\(name).\(problem.name)", problem.reason)
    }
    let counts: [(CodingKeys, Int?, ClosedRange<Int>)] = [
      (.maxSteps, maxSteps, MotionRanges.maxSteps),
      (.branches, branches, MotionRanges.branches),
    ]
    for case (let name, let value?, let range) in counts where !range.contains(value) {
      return (name.rawValue, "must be between \(range.lowerBound) and \(range.upperBound)")
    }
    return nil
  }
}
