/// One step of a composite task: a skill, which is a task of its own, done with other things.
public struct SkillStep: Sendable {
  /// What jobs and reports call it; its subtasks' names begin with it.
  public var name: String
  /// The skill as a task of its own, in its own names.
  public var skill: TaskDescription
  /// Which of the composite task's subtasks it is, with the drive to where it is done.
  public var subtasks: Range<Int>
  /// Index of the place that the base drives to first; nil where it stays.
  public var drivesTo: Int?
  /// The composite task's index of each of the skill's objects, in the skill's order.
  public var objects: [Int]
  /// What must hold before it; nil for nothing.
  public var pre: Predicate?
  /// What must hold after it; nil for nothing.
  public var post: Predicate?
}
