import Episodes
import Tasks

/// A task's motion parameters with a job's options put over them.
public struct MotionParameters: Sendable {
  public var subtasks: [SubtaskDescription]
  public var generation: GenerationDescription
  /// The rotational symmetry about z of each object, in the task's order.
  public var zSymmetries: [Int]

  /// Every option that is set replaces the task's value: for all subtasks alike, and then for those of
  /// a name.
  public init(task: TaskDescription, options: MotionOptions) {
    subtasks = task.subtasks
    generation = task.generation
    zSymmetries = task.objects.map(\.zSymmetry)
    for index in subtasks.indices {
      let place = (isFirst: index == 0, isLast: index == subtasks.count - 1)
      subtasks[index].apply(options.everySubtask, isFirst: place.isFirst, isLast: place.isLast)
      if let own = options.subtasks?[subtasks[index].name] {
        subtasks[index].apply(own, isFirst: place.isFirst, isLast: place.isLast)
      }
    }
    if let value = options.selectSrcPerSubtask { generation.selectSrcPerSubtask = value }
    if let value = options.transformFirstRobotPose { generation.transformFirstRobotPose = value }
    if let value = options.interpolateFromLastTargetPose {
      generation.interpolateFromLastTargetPose = value
    }
    if let value = options.balanceSources { generation.balanceSources = value }
    if let value = options.maxSteps { generation.maxSteps = value }
    if let value = options.prescreen { generation.prescreen = value }
    if let value = options.branches { generation.branches = value }
  }
}
