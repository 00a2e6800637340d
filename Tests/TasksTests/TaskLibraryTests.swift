import Authoring
import Episodes
import Foundation
import Geometry
import Tasks
import TestSupport
import Testing

/// Tasks as data: those that ship, and one that a user writes.
@Suite struct TaskLibraryTests {
  @Test func `the shipped tasks load`() throws {
    let library = try TaskLibrary(folder: Repository.root.path + "/Scenes/tasks")
    let stack = try #require(library.task(named: "stack"))
    #expect(stack.objects.map(\.name) == ["cubeA", "cubeB"])
    #expect(stack.distributions.map(\.name) == ["D0", "D1"])
    #expect(stack.subtasks.map(\.objectRef) == [0, 1])
    #expect(stack.subtasks[0].termOffsetRange == 10...20)
    #expect(stack.success.goal == .on(0, 1))
    #expect(stack.success.released == [0])
    let lift = try #require(library.task(named: "lift"))
    #expect(lift.objects[0].zSymmetry == 4)
    #expect(lift.success.goal == .and(.lifted(0, 0.04), .grasped(0)))
    // kitchens are drawn by other means
    for task in library.tasks where task.kitchen == nil {
      #expect(task.robot == "panda")
      #expect([20, 25].contains(task.controlFrequency))
      #expect(task.subtasks.allSatisfy { $0.actionNoise == 0.05 })
      // every distribution can be drawn
      for distribution in task.distributions {
        for index in 0..<20 { _ = try task.scene(index, of: distribution, seed: 1) }
      }
    }
    #expect(library.task(named: "juggle") == nil)
  }

  @Test func `a task written by a user loads, with every value where it belongs`() throws {
    let folder = try TaskText.folder()
    let task = try #require(try TaskLibrary(folder: folder.url.path).task(named: "cover"))
    #expect(task.language == "put the lid on the pot")
    #expect(task.paraphrases == ["cover the pot", "close the pot with its lid"])
    #expect(task.controlFrequency == 10)
    #expect(task.tableTop.size == SIMD2(0.8, 0.6))
    #expect(task.poseWorldRobotBase.position == Vector3(-0.5, 0, 0.9))
    #expect((task.poseWorldRobotBase.orientation.angle - 1.5).magnitude < 1e-15)

    // shapes with MuJoCo's sizes
    let lid = task.objects[0]
    #expect(lid.zSymmetry == 8)
    #expect(lid.body.mass == 0.1)
    #expect(lid.body.geoms[0].shape == .cylinder(radius: 0.03, halfLength: 0.005))
    #expect(lid.body.geoms[0].friction == 0.5)
    #expect(lid.body.geoms[1].shape == .sphere(radius: 0.008))
    #expect(lid.body.geoms[1].poseBodyGeom.position == Vector3(0, 0, 0.01))
    let pot = task.objects[1]
    #expect(pot.zSymmetry == 1)
    #expect(pot.body.geoms[0].poseBodyGeom.orientation == Quaternion(w: 0, x: 1, y: 0, z: 0))
    #expect(pot.body.geoms[1].shape == .capsule(radius: 0.004, halfLength: 0.02))
    #expect(pot.body.geoms[1].friction == 1)

    let placements = task.distributions[0].placements
    #expect(placements[0].y == 0.1...0.2)
    #expect(placements[1].zRotation == 0...0)

    // one subtask with every parameter, one with none
    let take = task.subtasks[0]
    #expect(take.name == "take" && take.termSignal == "taken" && take.objectRef == 0)
    #expect(take.termPredicate == .and(.grasped(0), .lifted(0, 0.03)))
    #expect(take.termOffsetRange == -2...3)
    #expect(take.selectionStrategy == .nearestNeighborRobotDistance)
    #expect(take.nnK == 4 && take.posWeight == 2 && take.rotWeight == 0.5)
    #expect(take.actionNoise == 0.01 && take.numInterpolationSteps == 7)
    #expect(take.numFixedSteps == 2 && take.applyNoiseDuringInterpolation)
    #expect(take.startOffsetRange == 0...6 && take.numSettleStepsBeforeGripper == 8)
    #expect(take.maxBridgeSpeed == 0.3 && take.maxBridgeRotationSpeed == 1.2)
    #expect(take.bridgeProfile == .minJerk && take.avoidCollisions)
    #expect(take.retreatDistance == 0.02 && take.liftHeight == 0.15)
    #expect(take.approachDistance == 0.05)
    let place = task.subtasks[1]
    #expect(place.name == "subtask_1" && place.objectRef == 1 && place.termSignal == nil)
    #expect(place.selectionStrategy == .random && place.nnK == 3)
    #expect(place.numInterpolationSteps == 5 && place.numFixedSteps == 0)
    #expect(!place.applyNoiseDuringInterpolation && !place.avoidCollisions)
    #expect(place.startOffsetRange == 0...0 && place.numSettleStepsBeforeGripper == 0)
    #expect(place.maxBridgeSpeed == nil && place.maxBridgeRotationSpeed == nil)
    #expect(place.bridgeProfile == .linear && place.retreatDistance == 0.03)
    #expect(place.liftHeight == 0.1 && place.approachDistance == 0.03)

    #expect(task.generation.selectSrcPerSubtask && task.generation.interpolateFromLastTargetPose)
    #expect(task.generation.balanceSources && task.generation.prescreen)
    #expect(task.generation.maxSteps == 400 && task.generation.branches == 3)
    #expect(task.success.goal == .on(0, 1))
    #expect(task.success.dwell == 5 && task.success.settle == 20)
    #expect(task.success.maxSpeed == 0.02 && task.success.maxObjectSpeed == 3)
  }

  @Test func `a user's task can be drawn and judged`() throws {
    let folder = try TaskText.folder()
    let task = try #require(try TaskLibrary(folder: folder.url.path).task(named: "cover"))
    let scene = try task.scene(3, of: task.distributions[0], seed: 1)
    let bodies = task.objects.map(\.body)
    var state = ObservedState(
      objects: scene.objects.map {
        .init(pose: $0.poseWorldObject, linearVelocity: .zero, angularVelocity: .zero)
      }, tableHeight: task.tableTop.center.z)
    #expect(!task.success.goal.holds(state, bodies: bodies))

    // the lid set on the pot: 30 mm up to its rim, 5 mm to the lid's middle
    let pot = state.objects[1].pose.position
    state.objects[0].pose.position = pot + Vector3(0.01, -0.02, 0.035)
    state.objectContacts = [2, 1]
    #expect(task.success.goal.holds(state, bodies: bodies))
  }

  @Test func `the version follows the text`() throws {
    func version(_ old: String, _ new: String) throws -> String {
      let folder = try TaskText.folder(old, new)
      return try #require(try TaskLibrary(folder: folder.url.path).tasks.first).version
    }
    #expect(try version("", "") == version("", ""))
    #expect(try version("", "") != version("mass: 0.4", "mass: 0.41"))
  }

  @Test func `two tasks of one name are refused`() throws {
    let folder = try TaskText.folder()
    try Data(TaskText.text.utf8).write(to: URL(fileURLWithPath: folder.path("other.yaml")))
    let error = try #require(throws: AuthoringError.self) {
      try TaskLibrary(folder: folder.url.path)
    }
    #expect(error.file == folder.path("other.yaml"))
    #expect(error.key == "name")
  }

  /// A change of the text that must be refused, and the key that the complaint must name.
  struct Fault: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var key: String
    init(_ old: String, _ new: String, _ key: String) {
      (self.old, self.new, self.key) = (old, new, key)
    }
    var testDescription: String { "\(old) → \(new)" }
  }

  private static let faults: [Fault] = [
    Fault("language:", "langage:", "langage"),
    Fault("[cover the pot,", "[put the lid on the pot,", "paraphrases[0]"),
    Fault("[cover the pot,", "['cover the {obj}',", "paraphrases[0]"),
    Fault("robot: panda\n", "", ""),
    Fault("control_frequency: 10", "control_frequency: 0", "control_frequency"),
    Fault("control_frequency: 10", "control_frequency: fast", "control_frequency"),
    Fault("size: [0.8, 0.6]", "size: [0.8]", "table.size"),
    Fault("z_symmetry: 8", "z_symmetry: 0", "objects[0].z_symmetry"),
    Fault("mass: 0.4", "mass: 0", "objects[1].mass"),
    Fault("mass: 0.4", "mass: .nan", "objects[1].mass"),
    Fault("name: pot", "name: lid", "objects[1]"),
    Fault("type: capsule", "type: cone", "objects[1].geoms[1].type"),
    Fault("size: [0.004, 0.02]", "size: [0.004]", "objects[1].geoms[1].size"),
    Fault("size: [0.004, 0.02]", "size: [0.004, -0.02]", "objects[1].geoms[1].size"),
    Fault("friction: 0.5", "friction: -1", "objects[0].geoms[0].friction"),
    Fault("[0, 1, 0, 0]", "[0, 1, 1, 0]", "objects[1].geoms[0].quaternion_wxyz"),
    Fault("x: [0.1, 0.2]", "x: [0.2, 0.1]", "distributions.D0.pot.x"),
    Fault("    pot: {x", "    pan: {x", "distributions.D0.pan"),
    Fault("object_ref: pot", "object_ref: pan", "subtasks[1].object_ref"),
    Fault("    subtask_term_signal: taken\n", "", "subtasks[0]"),
    Fault("nearest_neighbor_robot_distance", "nearest", "subtasks[0].selection_strategy"),
    Fault("nn_k: 4", "nn_k: 0", "subtasks[0].nn_k"),
    Fault("nn_k: 4", "nn_k: 1.5", "subtasks[0].nn_k"),
    Fault("[-2, 3]", "[3, -2]", "subtasks[0].subtask_term_offset_range"),
    Fault("action_noise: 0.01", "action_noise: 2", "subtasks[0].action_noise"),
    Fault("grasped(lid) and", "grasped(lid", "subtasks[0].signal_predicate"),
    Fault("goal: on(lid, pot)", "goal: over(lid, pot)", "success.goal"),
    Fault("released: [lid]", "released: [cup]", "success.released[0]"),
    Fault("dwell: 5", "dwell: 21", "success"),
    Fault("per_subtask: true", "per_subtask: often", "generation.select_src_per_subtask"),
    Fault("max_steps: 400", "max_steps: 0", "generation.max_steps"),
    Fault("branches: 3", "branches: 0", "generation.branches"),
    Fault("prescreen: true", "prescreen: 1.5", "generation.prescreen"),
    Fault("[0, 6]", "[-1, 6]", "subtasks[0].first_subtask_start_offset_range[0]"),
    Fault("[0, 6]", "[6, 0]", "subtasks[0].first_subtask_start_offset_range"),
    Fault(
      "first_subtask_start_offset_range", "subtask_start_offset_range",
      "subtasks[0].subtask_start_offset_range"),
    Fault("gripper: 8", "gripper: -1", "subtasks[0].num_settle_steps_before_gripper"),
    Fault("bridge_speed: 0.3", "bridge_speed: 0", "subtasks[0].max_bridge_speed"),
    Fault("speed: 1.2", "speed: fast", "subtasks[0].max_bridge_rotation_speed"),
    Fault("min_jerk", "cubic", "subtasks[0].bridge_profile"),
    Fault("lift_height: 0.15", "lift_height: 3", "subtasks[0].lift_height"),
    Fault(
      "object_ref: pot", "object_ref: null\n    selection_strategy: nearest_neighbor_object",
      "subtasks[1].selection_strategy"),
    Fault(
      "- object_ref: pot", "- object_ref: pot\n    first_subtask_start_offset_range: [0, 1]",
      "subtasks[1].first_subtask_start_offset_range"),
    Fault("- object_ref: pot", "- name: put", "subtasks[1]"),
  ]

  @Test(arguments: faults)
  func `a fault is told with file, line and key`(fault: Fault) throws {
    #expect(TaskText.text.contains(fault.old))
    let folder = try TaskText.folder(fault.old, fault.new)
    let error = try #require(throws: AuthoringError.self) {
      try TaskLibrary(folder: folder.url.path)
    }
    #expect(error.file == folder.path("cover.yaml"))
    #expect(error.line > 0)
    #expect(error.key == fault.key)
  }

  @Test(arguments: ["null", "~"])
  func `a subtask may be relative to nothing, when it says so`(word: String) throws {
    let folder = try TaskText.folder(
      "- object_ref: pot",
      "- object_ref: \(word)\n    subtask_start_offset_range: [-1, 2]\n    operator: [{wait: 1, relative_to: world}]"
    )
    let task = try #require(try TaskLibrary(folder: folder.url.path).task(named: "cover"))
    #expect(task.subtasks.map(\.objectRef) == [0, nil])
    #expect(task.subtasks[1].startOffsetRange == -1...2)
  }

  @Test func `the last subtask's boundary does not move`() throws {
    let folder = try TaskText.folder(
      "- object_ref: pot", "- object_ref: pot\n    subtask_term_offset_range: [0, 1]")
    let error = try #require(throws: AuthoringError.self) {
      try TaskLibrary(folder: folder.url.path)
    }
    #expect(error.key == "subtasks[1].subtask_term_offset_range")
  }
}
