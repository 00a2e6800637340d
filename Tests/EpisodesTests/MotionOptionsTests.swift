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

  @Test func `the names in requests are MimicGen's`() throws {
    let data = try JSONEncoder().encode(full())
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let names: Set = [
      "selection_strategy", "nn_k", "pos_weight", "rot_weight", "action_noise",
      "num_interpolation_steps", "num_fixed_steps", "apply_noise_during_interpolation",
      "subtask_term_offset_range", "select_src_per_subtask", "transform_first_robot_pose",
      "interpolate_from_last_target_pose",
    ]
    #expect(Set(object.keys) == names)
    #expect(Set(MotionOptions.CodingKeys.allCases.map(\.rawValue)) == names)
    #expect(object["selection_strategy"] as? String == "nearest_neighbor_robot_distance")
    #expect(try JSONDecoder().decode(MotionOptions.self, from: data) == full())
    #expect(try JSONDecoder().decode(MotionOptions.self, from: Data("{}".utf8)) == MotionOptions())
  }

  @Test func `a strategy of another name is refused`() {
    let text = Data(#"{"selection_strategy": "nearest"}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(MotionOptions.self, from: text) }
  }
}
