import Episodes
import Multiplication
import Tasks
import Testing

/// A job's options over a task's own values.
@Suite struct MotionParametersTests {
  private let task: TaskDescription

  init() throws { task = try Motions.task("stack") }

  @Test func `without options the task's values stay`() {
    let parameters = MotionParameters(task: task, options: MotionOptions())
    #expect(parameters.subtasks == task.subtasks)
    #expect(parameters.generation == task.generation)
    #expect(parameters.zSymmetries == [1, 1])
  }

  @Test func `each option replaces its value in all subtasks`() {
    var options = MotionOptions()
    options.selectionStrategy = .nearestNeighborRobotDistance
    options.nnK = 7
    options.posWeight = 2
    options.rotWeight = 0.5
    options.actionNoise = 0.125
    options.numInterpolationSteps = 11
    options.numFixedSteps = 12
    options.applyNoiseDuringInterpolation = true
    options.selectSrcPerSubtask = false
    options.transformFirstRobotPose = true
    options.interpolateFromLastTargetPose = false
    let parameters = MotionParameters(task: task, options: options)
    for subtask in parameters.subtasks {
      #expect(subtask.selectionStrategy == .nearestNeighborRobotDistance)
      #expect(subtask.nnK == 7 && subtask.posWeight == 2 && subtask.rotWeight == 0.5)
      #expect(subtask.actionNoise == 0.125 && subtask.applyNoiseDuringInterpolation)
      #expect(subtask.numInterpolationSteps == 11 && subtask.numFixedSteps == 12)
    }
    #expect(!parameters.generation.selectSrcPerSubtask)
    #expect(parameters.generation.transformFirstRobotPose)
    #expect(!parameters.generation.interpolateFromLastTargetPose)
    // what was not asked for stays
    #expect(parameters.subtasks.map(\.termOffsetRange) == [10...20, 0...0])
  }

  @Test func `the last boundary never moves`() {
    var options = MotionOptions()
    options.subtaskTermOffsetRange = [-2, 3]
    let parameters = MotionParameters(task: task, options: options)
    #expect(parameters.subtasks.map(\.termOffsetRange) == [-2...3, 0...0])
  }
}
