import Episodes
import Tasks

/// A task's motion parameters with a job's options put over them.
public struct MotionParameters: Sendable {
  public var subtasks: [SubtaskDescription]
  public var generation: GenerationDescription
  /// The rotational symmetry about z of each object, in the task's order.
  public var zSymmetries: [Int]

  /// Every option that is set replaces the task's value, for all subtasks alike.
  public init(task: TaskDescription, options: MotionOptions) {
    subtasks = task.subtasks
    generation = task.generation
    zSymmetries = task.objects.map(\.zSymmetry)
    for index in subtasks.indices {
      if let value = options.selectionStrategy { subtasks[index].selectionStrategy = value }
      if let value = options.nnK { subtasks[index].nnK = value }
      if let value = options.posWeight { subtasks[index].posWeight = value }
      if let value = options.rotWeight { subtasks[index].rotWeight = value }
      if let value = options.actionNoise { subtasks[index].actionNoise = value }
      if let value = options.numInterpolationSteps { subtasks[index].numInterpolationSteps = value }
      if let value = options.numFixedSteps { subtasks[index].numFixedSteps = value }
      if let value = options.applyNoiseDuringInterpolation {
        subtasks[index].applyNoiseDuringInterpolation = value
      }
      // the last boundary is the end of the demonstration and never moves
      if let range = options.subtaskTermOffsetRange, range.count == 2, range[0] <= range[1],
        index < subtasks.count - 1
      {
        subtasks[index].termOffsetRange = range[0]...range[1]
      }
    }
    if let value = options.selectSrcPerSubtask { generation.selectSrcPerSubtask = value }
    if let value = options.transformFirstRobotPose { generation.transformFirstRobotPose = value }
    if let value = options.interpolateFromLastTargetPose {
      generation.interpolateFromLastTargetPose = value
    }
  }
}
