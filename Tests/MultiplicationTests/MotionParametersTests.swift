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

  @Test func `newer options replace their values, too`() {
    var options = MotionOptions()
    options.subtaskStartOffsetRange = [-4, 5]
    options.firstSubtaskStartOffsetRange = [1, 2]
    options.numSettleStepsBeforeGripper = 6
    options.maxBridgeSpeed = 0.25
    options.maxBridgeRotationSpeed = 1.5
    options.bridgeProfile = .minJerk
    options.avoidCollisions = true
    options.retreatDistance = 0.01
    options.liftHeight = 0.2
    options.approachDistance = 0.02
    options.balanceSources = true
    options.maxSteps = 500
    options.prescreen = true
    options.branches = 4
    let parameters = MotionParameters(task: task, options: options)
    for subtask in parameters.subtasks {
      #expect(subtask.numSettleStepsBeforeGripper == 6 && subtask.bridgeProfile == .minJerk)
      #expect(subtask.maxBridgeSpeed == 0.25 && subtask.maxBridgeRotationSpeed == 1.5)
      #expect(subtask.avoidCollisions && subtask.retreatDistance == 0.01)
      #expect(subtask.liftHeight == 0.2 && subtask.approachDistance == 0.02)
    }
    // the first subtask's start has an option of its own
    #expect(parameters.subtasks.map(\.startOffsetRange) == [1...2, -4...5])
    let generation = parameters.generation
    #expect(generation.balanceSources && generation.prescreen)
    #expect(generation.maxSteps == 500 && generation.branches == 4)
  }

  @Test func `an option of one subtask wins over that of all`() {
    var options = MotionOptions()
    options.actionNoise = 0.1
    options.nnK = 2
    var place = SubtaskMotionOptions()
    place.actionNoise = 0.2
    place.subtaskStartOffsetRange = [1, 3]
    options.subtasks = ["place": place]
    let parameters = MotionParameters(task: task, options: options)
    #expect(parameters.subtasks.map(\.actionNoise) == [0.1, 0.2])
    #expect(parameters.subtasks.map(\.nnK) == [2, 2])
    #expect(parameters.subtasks.map(\.startOffsetRange) == [0...0, 1...3])
    #expect(MotionParameters.problem(task: task, options: options) == nil)
  }

  @Test func `a subtask without an object keeps choosing at random`() {
    var task = task
    task.subtasks[1].objectRef = nil
    task.subtasks[1].selectionStrategy = .random
    var options = MotionOptions()
    options.selectionStrategy = .nearestNeighborObject
    let parameters = MotionParameters(task: task, options: options)
    #expect(parameters.subtasks.map(\.selectionStrategy) == [.nearestNeighborObject, .random])
    #expect(MotionParameters.problem(task: task, options: options) == nil)
  }

  /// Options of one subtask that do not fit it, and where the complaint must point.
  struct Misfit: Sendable, CustomTestStringConvertible {
    var subtask: String
    var name: String
    var set: @Sendable (inout SubtaskMotionOptions) -> Void
    var testDescription: String { "\(subtask): \(name)" }
  }

  private static let misfits: [Misfit] = [
    Misfit(subtask: "stack", name: "subtasks.stack") { $0.nnK = 1 },
    Misfit(subtask: "grasp", name: "subtasks.grasp.nn_k") { $0.nnK = 0 },
    Misfit(subtask: "place", name: "subtasks.place.selection_strategy") {
      $0.selectionStrategy = .nearestNeighborObject
    },
    Misfit(subtask: "place", name: "subtasks.place.subtask_term_offset_range") {
      $0.subtaskTermOffsetRange = [0, 1]
    },
    Misfit(subtask: "grasp", name: "subtasks.grasp.subtask_start_offset_range") {
      $0.subtaskStartOffsetRange = [0, 1]
    },
    Misfit(subtask: "place", name: "subtasks.place.first_subtask_start_offset_range") {
      $0.firstSubtaskStartOffsetRange = [0, 1]
    },
  ]

  @Test(arguments: misfits)
  func `an option that does not fit its subtask is told by its path`(misfit: Misfit) throws {
    var task = task
    task.subtasks[1].objectRef = nil
    var own = SubtaskMotionOptions()
    misfit.set(&own)
    var options = MotionOptions()
    options.subtasks = [misfit.subtask: own]
    let problem = try #require(MotionParameters.problem(task: task, options: options))
    #expect(problem.name == misfit.name)
    #expect(problem.reason.hasPrefix("must be ") || problem.reason.contains("grasp, place"))
  }
}
