import Demonstrations
import Episodes
import Geometry
import Multiplication
import Tasks

/// A job's demonstrations, cut into subtasks: those of a plain task, or those of each skill of a
/// composite one.
struct AttemptSources {
  /// The demonstrations of a skill, or of a plain task.
  private struct Group {
    var task: TaskDescription
    var parameters: MotionParameters
    /// The job's index of each.
    var indices: [Int] = []
    var segmented: [SegmentedDemonstration] = []
  }

  /// One for a plain task, otherwise one a step of the composite task.
  private var groups: [Group]
  private let options: MotionOptions

  /// Cuts all demonstrations, each as the task that it shows.
  ///
  /// - Throws: `AttemptSetupError` naming the demonstration that does not fit, or the skill without any.
  init(
    task: TaskDescription, demonstrations: [Demonstration], options: MotionOptions
  ) throws(AttemptSetupError) {
    self.options = options
    groups = []
    guard !task.skills.isEmpty else {
      var group = Group(task: task, parameters: MotionParameters(task: task, options: options))
      for (index, demonstration) in demonstrations.enumerated() {
        try Self.add(demonstration, index, to: &group)
      }
      groups = [group]
      return
    }

    // each skill has its own
    let known = task.skillTasks
    for (index, demonstration) in demonstrations.enumerated() {
      guard let shown = demonstration.task, known.contains(shown) else {
        throw AttemptSetupError(
          field: "demonstrations[\(index)]",
          reason: (demonstration.task.map { "shows \($0)" } ?? "does not say which task it shows")
            + "; \(task.name) is done from demonstrations of \(known.joined(separator: ", "))")
      }
    }
    for step in task.skills {
      var group = Group(
        task: step.skill,
        parameters: MotionParameters(
          task: step.skill, options: Self.options(options, ofStep: step.name)))
      for (index, demonstration) in demonstrations.enumerated()
      where demonstration.task == step.skill.name {
        try Self.add(demonstration, index, to: &group)
      }
      guard !group.segmented.isEmpty else {
        throw AttemptSetupError(
          field: "demonstrations",
          reason: "there is none of \(step.skill.name), which the step \(step.name) needs")
      }
      groups.append(group)
    }
  }

  /// A job's own jitter must leave every subtask something, too.
  private static func add(
    _ demonstration: Demonstration, _ index: Int, to group: inout Group
  ) throws(AttemptSetupError) {
    var widened = group.task
    widened.subtasks = group.parameters.subtasks
    do {
      group.segmented.append(try SegmentedDemonstration(demonstration, task: widened))
      group.indices.append(index)
    } catch {
      throw AttemptSetupError(field: "demonstrations[\(index)]", reason: "\(error)")
    }
  }

  /// A job's options in a skill's own names of subtasks.
  private static func options(_ options: MotionOptions, ofStep step: String) -> MotionOptions {
    var own = options
    own.subtasks = options.subtasks.map { named in
      let prefix = "\(step)_"
      let pairs = named.filter { $0.key.hasPrefix(prefix) }.map {
        (String($0.key.dropFirst(prefix.count)), $0.value)
      }
      return Dictionary(uniqueKeysWithValues: pairs)
    }
    return own
  }

  /// The planner of an attempt; `task` and `parameters` are as they are in the scene.
  func planner(
    in task: TaskDescription, parameters: MotionParameters, rotation: SourceRotation,
    stream: RandomStream
  ) -> ChainedPlanner {
    guard !task.skills.isEmpty else {
      return ChainedPlanner(
        MotionPlanner(
          parameters: parameters, demonstrations: groups[0].segmented, stream: stream,
          rotation: rotation), controlFrequency: task.controlFrequency, stream: stream)
    }
    var links: [ChainedPlanner.Link] = []
    for (index, (step, group)) in zip(task.skills, groups).enumerated() {
      var turns = rotation
      turns.stream = rotation.stream.stream("skill", index)
      let planner = MotionPlanner(
        parameters: group.parameters, demonstrations: group.segmented,
        stream: ChainedPlanner.stream(of: index, among: groups.count, stream), rotation: turns)
      links.append(
        ChainedPlanner.Link(
          subtasks: step.subtasks,
          drive: step.drivesTo == nil ? nil : parameters.subtasks[step.subtasks.lowerBound],
          planner: planner, demonstrations: group.indices, objects: step.objects))
    }
    return ChainedPlanner(
      links: links, controlFrequency: task.controlFrequency, stream: stream)
  }
}
