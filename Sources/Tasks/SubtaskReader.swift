import Authoring
import Episodes

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

  private static func subtask(
    _ item: AuthoredNode, index: Int, last: Bool, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> SubtaskDescription {
    let fields = try item.fields([
      "name", "object_ref", "subtask_term_signal", "signal_predicate",
      "subtask_term_offset_range", "selection_strategy", "nn_k", "pos_weight", "rot_weight",
      "action_noise", "num_interpolation_steps", "num_fixed_steps",
      "apply_noise_during_interpolation", "operator",
    ])
    let reference = try fields.required("object_ref")
    let name = try reference.string()
    guard let object = objects.firstIndex(where: { $0.name == name }) else {
      throw reference.error("must be one of \(objects.map(\.name).joined(separator: ", "))")
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
    return SubtaskDescription(
      name: try fields["name"]?.string() ?? "subtask_\(index)", objectRef: object,
      termSignal: signal, termPredicate: predicate,
      termOffsetRange: try offsets(fields["subtask_term_offset_range"], last: last),
      selectionStrategy: strategy, nnK: try fields["nn_k"]?.int(in: 1...10_000) ?? 3,
      posWeight: try fields["pos_weight"]?.double(in: 0...1e6) ?? 1,
      rotWeight: try fields["rot_weight"]?.double(in: 0...1e6) ?? 1,
      actionNoise: try fields["action_noise"]?.double(in: 0...1) ?? 0.05,
      numInterpolationSteps: try fields["num_interpolation_steps"]?.int(in: 0...1000) ?? 5,
      numFixedSteps: try fields["num_fixed_steps"]?.int(in: 0...1000) ?? 0,
      applyNoiseDuringInterpolation: try fields["apply_noise_during_interpolation"]?.bool()
        ?? false,
      operatorSteps: try fields["operator"].map { node throws(AuthoringError) in
        try OperatorReader.steps(node, object: object, objects: objects)
      } ?? [])
  }

  private static func offsets(_ node: AuthoredNode?, last: Bool) throws(AuthoringError)
    -> ClosedRange<Int>
  {
    guard let node else { return 0...0 }
    let items = try node.items()
    guard items.count == 2 else { throw node.error("must be [low, high]") }
    let low = try items[0].int(in: -1000...1000)
    let high = try items[1].int(in: -1000...1000)
    guard low <= high else { throw node.error("must be [low, high]") }
    guard !last || (low == 0 && high == 0) else {
      throw node.error("must be [0, 0] for the last subtask")
    }
    return low...high
  }
}
