import Episodes
import Foundation
import Testing

/// What a job may set: ranges, and names in requests.
@Suite struct MotionOptionsTests {
  /// One option out of range, and the name it must be told by.
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var set: @Sendable (inout MotionOptions) -> Void
    var testDescription: String { name }
  }

  private static let faults: [Fault] = [
    Fault(name: "nn_k") { $0.nnK = 0 },
    Fault(name: "nn_k") { $0.nnK = 10_001 },
    Fault(name: "pos_weight") { $0.posWeight = -0.1 },
    Fault(name: "pos_weight") { $0.posWeight = .nan },
    Fault(name: "pos_weight") { $0.posWeight = .infinity },
    Fault(name: "rot_weight") { $0.rotWeight = -1 },
    Fault(name: "rot_weight") { $0.rotWeight = 2e6 },
    Fault(name: "action_noise") { $0.actionNoise = -0.01 },
    Fault(name: "action_noise") { $0.actionNoise = 1.01 },
    Fault(name: "action_noise") { $0.actionNoise = .nan },
    Fault(name: "num_interpolation_steps") { $0.numInterpolationSteps = -1 },
    Fault(name: "num_interpolation_steps") { $0.numInterpolationSteps = 1001 },
    Fault(name: "num_fixed_steps") { $0.numFixedSteps = -1 },
    Fault(name: "num_fixed_steps") { $0.numFixedSteps = 1001 },
    Fault(name: "subtask_term_offset_range") { $0.subtaskTermOffsetRange = [] },
    Fault(name: "subtask_term_offset_range") { $0.subtaskTermOffsetRange = [1] },
    Fault(name: "subtask_term_offset_range") { $0.subtaskTermOffsetRange = [1, 2, 3] },
    Fault(name: "subtask_term_offset_range") { $0.subtaskTermOffsetRange = [5, 4] },
    Fault(name: "subtask_term_offset_range") { $0.subtaskTermOffsetRange = [-1001, 0] },
    Fault(name: "subtask_term_offset_range") { $0.subtaskTermOffsetRange = [0, 1001] },
    Fault(name: "subtask_start_offset_range") { $0.subtaskStartOffsetRange = [1, 0] },
    Fault(name: "subtask_start_offset_range") { $0.subtaskStartOffsetRange = [-1001, 0] },
    Fault(name: "first_subtask_start_offset_range") { $0.firstSubtaskStartOffsetRange = [-1, 0] },
    Fault(name: "first_subtask_start_offset_range") { $0.firstSubtaskStartOffsetRange = [1] },
    Fault(name: "num_settle_steps_before_gripper") { $0.numSettleStepsBeforeGripper = -1 },
    Fault(name: "num_settle_steps_before_gripper") { $0.numSettleStepsBeforeGripper = 1001 },
    Fault(name: "max_bridge_speed") { $0.maxBridgeSpeed = 0 },
    Fault(name: "max_bridge_speed") { $0.maxBridgeSpeed = .nan },
    Fault(name: "max_bridge_rotation_speed") { $0.maxBridgeRotationSpeed = 101 },
    Fault(name: "retreat_distance") { $0.retreatDistance = -0.1 },
    Fault(name: "lift_height") { $0.liftHeight = 0 },
    Fault(name: "approach_distance") { $0.approachDistance = 1.1 },
    Fault(name: "max_steps") { $0.maxSteps = 0 },
    Fault(name: "branches") { $0.branches = 0 },
    Fault(name: "branches") { $0.branches = 1001 },
    Fault(name: "subtasks.place.nn_k") { $0.subtasks?["place"]?.nnK = 0 },
  ]

  /// Every option at the edge of what is allowed.
  private func full() -> MotionOptions {
    var options = MotionOptions()
    options.selectionStrategy = .nearestNeighborRobotDistance
    options.nnK = 1
    options.posWeight = 0
    options.rotWeight = 1e6
    options.actionNoise = 1
    options.numInterpolationSteps = 0
    options.numFixedSteps = 1000
    options.applyNoiseDuringInterpolation = true
    options.subtaskTermOffsetRange = [-1000, 1000]
    options.selectSrcPerSubtask = false
    options.transformFirstRobotPose = true
    options.interpolateFromLastTargetPose = false
    options.subtaskStartOffsetRange = [-1000, 1000]
    options.firstSubtaskStartOffsetRange = [0, 1000]
    options.numSettleStepsBeforeGripper = 1000
    options.maxBridgeSpeed = 0.01
    options.maxBridgeRotationSpeed = 100
    options.bridgeProfile = .minJerk
    options.avoidCollisions = true
    options.retreatDistance = 0
    options.liftHeight = 2
    options.approachDistance = 1
    options.balanceSources = true
    options.maxSteps = 1
    options.prescreen = true
    options.branches = 1000
    var place = SubtaskMotionOptions()
    place.nnK = 10_000
    options.subtasks = ["grasp": SubtaskMotionOptions(), "place": place]
    return options
  }

  @Test(arguments: faults)
  func `a value out of range is told by its name`(fault: Fault) throws {
    var options = full()
    fault.set(&options)
    let problem = try #require(options.problem)
    #expect(problem.name == fault.name)
    #expect(problem.reason.hasPrefix("must be "))
  }

  @Test func `nothing set and everything at its edge are usable`() {
    #expect(MotionOptions().problem == nil)
    #expect(full().problem == nil)
  }

  @Test func `the names in requests are MimicGen's and Isaac Lab Mimic's`() throws {
    let data = try JSONEncoder().encode(full())
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let names: Set = [
      "selection_strategy", "nn_k", "pos_weight", "rot_weight", "action_noise",
      "num_interpolation_steps", "num_fixed_steps", "apply_noise_during_interpolation",
      "subtask_term_offset_range", "select_src_per_subtask", "transform_first_robot_pose",
      "interpolate_from_last_target_pose", "subtask_start_offset_range",
      "first_subtask_start_offset_range", "num_settle_steps_before_gripper", "max_bridge_speed",
      "max_bridge_rotation_speed", "bridge_profile", "avoid_collisions", "retreat_distance",
      "lift_height", "approach_distance", "balance_sources", "max_steps", "prescreen", "branches",
      "subtasks",
    ]
    #expect(Set(object.keys) == names)
    #expect(Set(MotionOptions.names) == names && MotionOptions.names.count == names.count)
    #expect(object["selection_strategy"] as? String == "nearest_neighbor_robot_distance")
    #expect(try JSONDecoder().decode(MotionOptions.self, from: data) == full())
    #expect(try JSONDecoder().decode(MotionOptions.self, from: Data("{}".utf8)) == MotionOptions())
  }

  @Test func `a strategy of another name is refused`() {
    let text = Data(#"{"selection_strategy": "nearest"}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(MotionOptions.self, from: text) }
  }

  @Test func `options of one subtask stand by its name, and are read strictly`() throws {
    func decode(_ text: String) throws -> MotionOptions {
      try JSONDecoder().decode(MotionOptions.self, from: Data(text.utf8))
    }
    let options = try decode(
      #"{"action_noise": 0.1, "subtasks": {"place": {"action_noise": 0.2, "nn_k": 5}}}"#)
    #expect(options.actionNoise == 0.1 && options.everySubtask.actionNoise == 0.1)
    #expect(options.subtasks?["place"]?.actionNoise == 0.2)
    #expect(options.subtasks?["place"]?.nnK == 5 && options.subtasks?.count == 1)

    // a key that nobody reads, one that is not a subtask's, and what is no object
    for text in [
      #"{"subtasks": {"place": {"noise": 1}}}"#, #"{"subtasks": {"place": {"branches": 2}}}"#,
      #"{"subtasks": {"place": 3}}"#, #"{"subtasks": []}"#,
    ] {
      #expect(throws: DecodingError.self, "\(text)") { try decode(text) }
    }
  }

  @Test func `what is not set is not written`() throws {
    // so that recipes of older jobs keep their bytes
    let data = try JSONEncoder().encode(MotionOptions())
    #expect(String(decoding: data, as: UTF8.self) == "{}")
  }
}
