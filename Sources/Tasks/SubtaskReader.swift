import Authoring
import Episodes
import Kitchens

/// Reads a task's list of subtasks.
enum SubtaskReader {
  static func subtasks(_ node: AuthoredNode, objects: [TaskDescription.Object])
    throws(AuthoringError)
    -> [SubtaskDescription]
  {
    let items = try node.items()
    guard !items.isEmpty else { throw node.error("needs at least one subtask") }
    var subtasks: [SubtaskDescription] = []
    for (index, item) in items.enumerated() {
      let last = index == items.count - 1
      subtasks.append(try subtask(item, index: index, last: last, objects: objects))
    }
    return subtasks
  }

  /// The keys of a subtask that say what it is; the others are the motion's.
  private static let keys = [
    "name", "object_ref", "object_ref_facing", "subtask_term_signal", "signal_predicate",
    "operator", "nn_objects", "drive",
  ]

  /// What demonstrations are compared by: as said, or all that is not bolted down.
  private static func compared(
    _ node: AuthoredNode?, object: Int?, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> [Int] {
    guard let node else {
      return objects.indices.filter { $0 != object && objects[$0].mount != .fixed }
    }
    var found: [Int] = []
    for item in try node.items() { found.append(try place(of: item, among: objects)) }
    return found
  }

  private static func subtask(
    _ item: AuthoredNode, index: Int, last: Bool, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> SubtaskDescription {
    let fields = try item.fields(keys + SubtaskMotionOptions.CodingKeys.allCases.map(\.rawValue))

    // the object that it is relative to; an explicit null for none
    let reference = try fields.required("object_ref")
    var object: Int?
    if !reference.isNull {
      object = try place(of: reference, among: objects)
    }

    // every subtask but the last ends at a signal, whose meaning in simulation must be known
    let signal = try fields["subtask_term_signal"]?.string()
    if signal == nil && !last { throw item.error("only the last subtask may lack a signal") }
    var predicate: Predicate?
    if let node = fields["signal_predicate"] {
      do { predicate = try PredicateParser.parse(try node.string(), objects: objects) } catch {
        throw node.error((error as? PredicateError)?.reason ?? "\(error)")
      }
    }
    if signal != nil && predicate == nil { throw item.error("lacks the key signal_predicate") }

    let strategyNode = fields["selection_strategy"]
    let strategyName = try strategyNode?.string() ?? "random"
    guard let strategy = SelectionStrategy(rawValue: strategyName) else {
      let known = SelectionStrategy.allCases.map(\.rawValue).joined(separator: ", ")
      throw (strategyNode ?? item).error("must be one of \(known)")
    }
    guard object != nil || strategy == .random else {
      throw (strategyNode ?? item).error("must be random where object_ref is null")
    }
    var subtask = SubtaskDescription(
      name: try fields["name"]?.string() ?? "subtask_\(index)", objectRef: object,
      termSignal: signal, termPredicate: predicate,
      termOffsetRange: try offsets(fields["subtask_term_offset_range"]),
      selectionStrategy: strategy, nnK: try fields["nn_k"]?.int(in: MotionRanges.nnK) ?? 3,
      posWeight: try fields["pos_weight"]?.double(in: MotionRanges.weight) ?? 1,
      rotWeight: try fields["rot_weight"]?.double(in: MotionRanges.weight) ?? 1,
      actionNoise: try fields["action_noise"]?.double(in: MotionRanges.actionNoise) ?? 0.05,
      numInterpolationSteps: try fields["num_interpolation_steps"]?.int(in: MotionRanges.steps)
        ?? 5,
      numFixedSteps: try fields["num_fixed_steps"]?.int(in: MotionRanges.steps) ?? 0,
      applyNoiseDuringInterpolation: try fields["apply_noise_during_interpolation"]?.bool()
        ?? false)
    if let node = fields["subtask_term_offset_range"], last, subtask.termOffsetRange != 0...0 {
      throw node.error("must be [0, 0] for the last subtask")
    }
    subtask.startOffsetRange = try startOffsets(fields, isFirst: index == 0)
    if let value = fields["num_settle_steps_before_gripper"] {
      subtask.numSettleStepsBeforeGripper = try value.int(in: MotionRanges.steps)
    }
    try readBridge(fields, into: &subtask)
    if let node = fields["object_ref_facing"] {
      let other = try place(of: node, among: objects)
      guard object != nil, other != object else {
        throw node.error("must be another object than object_ref")
      }
      subtask.objectRefFacing = other
    }
    if let node = fields["operator"] {
      subtask.operatorSteps = try OperatorReader.steps(node, object: object, objects: objects)
    }
    if let node = fields["drive"], try node.bool() {
      guard object != nil else { throw node.error("needs an object_ref that the base drives to") }
      guard let base = objects.firstIndex(where: { $0.name == KitchenDescription.baseName }) else {
        throw node.error("there is no \(KitchenDescription.baseName) to drive")
      }
      subtask.drivenBase = base
    }
    subtask.nnObjects = try compared(fields["nn_objects"], object: object, objects: objects)
    return subtask
  }

  private static func place(
    of reference: AuthoredNode, among objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> Int {
    let name = try reference.string()
    guard let found = objects.firstIndex(where: { $0.name == name }) else {
      let names = objects.map(\.name).joined(separator: ", ")
      throw reference.error("must be null or one of \(names)")
    }
    return found
  }

  /// How far its start lies after where it would be: the first subtask has a key of its own.
  private static func startOffsets(
    _ fields: AuthoredFields, isFirst: Bool
  ) throws(AuthoringError) -> ClosedRange<Int> {
    let keys = ["subtask_start_offset_range", "first_subtask_start_offset_range"]
    let others = fields[keys[isFirst ? 0 : 1]]
    if let others, try offsets(others) != 0...0 {
      throw others.error(
        isFirst
          ? "must be [0, 0] for the first subtask, which has \(keys[1])"
          : "must be [0, 0] for all but the first subtask, which have \(keys[0])")
    }
    return try offsets(
      fields[keys[isFirst ? 1 : 0]], in: isFirst ? MotionRanges.firstOffset : MotionRanges.offset)
  }

  /// An inclusive range of control steps.
  private static func offsets(
    _ node: AuthoredNode?, in allowed: ClosedRange<Int> = MotionRanges.offset
  ) throws(AuthoringError) -> ClosedRange<Int> {
    guard let node else { return 0...0 }
    let items = try node.items()
    guard items.count == 2 else { throw node.error("must be [low, high]") }
    let low = try items[0].int(in: allowed)
    let high = try items[1].int(in: allowed)
    guard low <= high else { throw node.error("must be [low, high]") }
    return low...high
  }
}
