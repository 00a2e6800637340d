import Episodes
import Tasks

extension MotionParameters {
  /// The first option that a job cannot use with a task as (name, reason), or nil when all are usable.
  ///
  /// Beside ranges, this is about options of single subtasks: they must name a subtask, and fit it.
  public static func problem(task: TaskDescription, options: MotionOptions) -> (
    name: String, reason: String
  )? {
    if let problem = options.problem { return problem }
    for name in (options.subtasks ?? [:]).keys.sorted() {
      guard let own = options.subtasks?[name] else { continue }
      let indices = task.subtasks.indices.filter { task.subtasks[$0].name == name }
      guard !indices.isEmpty else {
        let known = task.subtasks.map(\.name).joined(separator: ", ")
        return ("subtasks.\(name)", "is no subtask of \(task.name); its subtasks are \(known)")
      }
      for index in indices {
        if let problem = misfit(own, task: task, index: index) {
          return ("subtasks.\(name).\(problem.key.rawValue)", problem.reason)
        }
      }
    }
    return nil
  }

  /// Why options do not fit a subtask, by its place and its object.
  private static func misfit(
    _ options: SubtaskMotionOptions, task: TaskDescription, index: Int
  ) -> (key: SubtaskMotionOptions.CodingKeys, reason: String)? {
    if let strategy = options.selectionStrategy, strategy != .random,
      task.subtasks[index].objectRef == nil
    {
      return (.selectionStrategy, "must be random: the subtask has no object_ref")
    }
    if let range = options.subtaskTermOffsetRange, range != [0, 0],
      index == task.subtasks.count - 1
    {
      return (.subtaskTermOffsetRange, "must be [0, 0] for the last subtask")
    }
    if let range = options.subtaskStartOffsetRange, range != [0, 0], index == 0 {
      return (
        .subtaskStartOffsetRange,
        "must be [0, 0] for the first subtask, which has first_subtask_start_offset_range"
      )
    }
    if let range = options.firstSubtaskStartOffsetRange, range != [0, 0], index > 0 {
      return (
        .firstSubtaskStartOffsetRange,
        "must be [0, 0] for all but the first subtask, which have subtask_start_offset_range"
      )
    }
    return nil
  }
}
