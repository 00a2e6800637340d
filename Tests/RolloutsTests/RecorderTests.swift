import Demonstrations
import Episodes
import Geometry
import Rollouts
import Tasks
import TestSupport
import Testing

/// Demonstrations by the scripted operator.
@Suite struct RecorderTests {
  private static func recorder(
    _ name: String = "stack", from library: TaskLibrary? = nil, distribution: String = "D0",
    seed: UInt64 = 1, manner: OperatorManner = OperatorManner()
  ) throws -> DemonstrationRecorder {
    let bench = try Bench()
    let task = try #require((library ?? bench.tasks).task(named: name))
    return try DemonstrationRecorder(
      task: task, robot: try #require(bench.robots.robot(named: task.robot)),
      distribution: distribution, seed: seed, manner: manner)
  }

  /// Five demonstrations of stacking.
  private static func five(seed: UInt64 = 1) throws -> [Demonstration] {
    let bench = try Bench()
    return try bench.recorded(try #require(bench.tasks.task(named: "stack")), count: 5, seed: seed)
  }

  @Test func `the same seed gives the same demonstrations, another gives others`() throws {
    let first = try Self.five()
    #expect(try Self.five() == first)
    let others = try Self.five(seed: 2)
    for (one, other) in zip(first, others) {
      #expect(one.eefPoses != other.eefPoses)
      #expect(one.objects[0].poses[0] != other.objects[0].poses[0])
    }
    // a scene alone is as in a row
    let alone = try Self.recorder().attempt(scene: 2).demonstration
    #expect(alone != nil && first.contains { $0 == alone })
  }

  @Test func `a demonstration is whole, and says who made it`() throws {
    let demonstrations = try Self.five()
    #expect(Set(demonstrations.map(\.name)).count == 5)
    for demonstration in demonstrations {
      #expect(demonstration.robot == "panda" && demonstration.controlFrequency == 20)
      #expect(demonstration.targetPoses.count == demonstration.frames)
      #expect(demonstration.gripperActions.count == demonstration.frames)
      #expect(demonstration.objects.map(\.name) == ["cubeA", "cubeB"])
      #expect(demonstration.objects.allSatisfy { $0.poses.count == demonstration.frames })
      #expect(demonstration.signals.map(\.name) == ["grasp"])
      #expect(demonstration.source?.hasPrefix("scripted operator, stack D0, seed 1") == true)
      // in the end the one cube lies on the other
      let (a, b) = (demonstration.objects[0].poses, demonstration.objects[1].poses)
      let above = try #require(a.last).position - (try #require(b.last)).position
      #expect((above - Vector3(0, 0, 0.045)).length < 0.025)
    }
  }

  @Test func `signals rise one after the other`() throws {
    let library = try Bench.threeSubtasks()
    let bench = try Bench()
    let task = try #require(library.task(named: "stack"))
    for demonstration in try bench.recorded(task, count: 3) {
      let rises = try ["grasp", "place", "left"].map { name in
        let values = try #require(demonstration.signal(name)).values
        return try #require((1..<values.count).first { values[$0] && !values[$0 - 1] })
      }
      #expect(rises == rises.sorted() && Set(rises).count == 3, "\(rises)")
      // the signals show the state before each step, as robosuite records them
      #expect(demonstration.signals.allSatisfy { $0.values[0] == false })
    }
  }

  /// Speeds of the hand between frames, m/s.
  private static func speeds(_ demonstration: Demonstration) -> [Double] {
    let poses = demonstration.eefPoses
    return zip(poses, poses.dropFirst()).map { ($1.position - $0.position).length * 20 }
  }

  /// Stretches of at least two slow steps, 5 cm or more away from both cubes, after the start.
  private static func pauses(_ demonstration: Demonstration) -> Int {
    var pauses = 0
    var slow = 0
    for (frame, speed) in Self.speeds(demonstration).enumerated() where frame >= 8 {
      let hand = demonstration.eefPoses[frame].position
      let isAway = demonstration.objects.allSatisfy {
        ($0.poses[frame].position - hand).length > 0.05
      }
      slow = isAway && speed < 0.01 ? slow + 1 : 0
      if slow == 2 { pauses += 1 }
    }
    return pauses
  }

  @Test func `the operator is humanly imperfect`() throws {
    let demonstrations = try Self.five()
    // lengths and speeds vary
    #expect(Set(demonstrations.map(\.frames)).count >= 3)
    let tops = try demonstrations.map { try #require(Self.speeds($0).max()) }
    #expect(try #require(tops.max()) > 1.05 * (try #require(tops.min())), "\(tops)")
    // now and then there is a pause
    #expect(demonstrations.map(Self.pauses).reduce(0, +) >= 2)

    for demonstration in demonstrations {
      // targets differ from step to step, also where the hand is held still
      let targets = demonstration.targetPoses
      #expect(zip(targets, targets.dropFirst()).allSatisfy { $0 != $1 })
      let held = targets[..<4].map(\.position)
      #expect(zip(held, held.dropFirst()).allSatisfy { ($0 - $1).length > 1e-6 })
      #expect(zip(held, held.dropFirst()).allSatisfy { ($0 - $1).length < 0.01 })
    }
  }

  @Test func `the same scene is never done twice the same way`() throws {
    // fixed cubes: only the operator differs
    let library = try Bench.library(
      "stack",
      replacing: [
        "cubeA: {x: [-0.08, 0.08], y: [-0.08, 0.08], z_rotation: [0, 6.283185307179586]}":
          "cubeA: {x: [0, 0], y: [-0.1, -0.1]}",
        "cubeB: {x: [-0.08, 0.08], y: [-0.08, 0.08], z_rotation: [0, 6.283185307179586]}":
          "cubeB: {x: [0, 0], y: [0.1, 0.1]}",
      ])
    let bench = try Bench()
    let task = try #require(library.task(named: "stack"))
    let demonstrations = try bench.recorded(task, count: 4)
    #expect(Set(demonstrations.map { $0.objects[0].poses[0] }).count == 1)
    for (one, other) in zip(demonstrations, demonstrations.dropFirst()) {
      let steps = min(one.frames, other.frames)
      let apart = (0..<steps).map {
        (one.eefPoses[$0].position - other.eefPoses[$0].position).length
      }
      #expect(try #require(apart.max()) > 0.01)
    }
    // without any imperfection they differ by the arm's posture at reset alone
    var still = OperatorManner()
    (still.tremor, still.tremorRotation, still.aim, still.aimRotation) = (0, 0, 0, 0)
    still.pauseProbability = 0
    still.speed = 1...1
    still.overshoot = 0...0
    let recorder = try Self.recorder(from: library, manner: still)
    let exact = (0..<3).compactMap { recorder.attempt(scene: $0).demonstration }
    #expect(exact.count == 3)
    let ends = exact.compactMap { $0.objects[0].poses.last?.position }
    #expect(ends.allSatisfy { ($0 - ends[0]).length < 0.002 })
  }

  @Test func `recorded files read back as written`() throws {
    let demonstrations = try Self.five()
    let folder = try TemporaryFolder()
    let path = folder.path("stack.hdf5")
    try RobomimicSourceWriter.write(demonstrations, to: path)
    let read = try DemonstrationDecoder.decode(path: path)
    #expect(read.count == 5)
    #expect(read.map(\.source) == demonstrations.map(\.source))
    for (one, other) in zip(read, demonstrations) {
      #expect(one.name == other.name && one.signals == other.signals)
      #expect(one.gripperActions == other.gripperActions)
      #expect(one.tableTop == other.tableTop)
      #expect(one.poseWorldRobotBase == other.poseWorldRobotBase)
      // a file keeps rotations as matrices
      let pairs = zip(one.eefPoses + one.targetPoses, other.eefPoses + other.targetPoses)
      #expect(
        pairs.allSatisfy {
          $0.position == $1.position
            && ($0.orientation * $1.orientation.conjugate).angle < 1e-7
        })
      for (track, recorded) in zip(one.objects, other.objects) {
        #expect(track.name == recorded.name && track.body == recorded.body)
        #expect(track.poses.map(\.position) == recorded.poses.map(\.position))
      }
    }
  }

  @Test func `a task without an operator's script is refused by name`() throws {
    let library = try Bench.library(
      "stack",
      replacing: [
        "    operator:\n      - {position: [0, 0, 0.1], symmetry: 4, gripper: open}\n"
          + "      - {position: [0, 0, 0.005], symmetry: 4, speed: 0.15, careful: true, gripper: close, wait: 12}\n"
          + "      - {relative_to: here, position: [0, 0, 0.1]}\n": ""
      ])
    do {
      _ = try Self.recorder(from: library)
      Issue.record("it was taken")
    } catch let error as AttemptSetupError {
      #expect(error.field == "task" && error.reason.contains("grasp"))
    }
    do {
      _ = try Self.recorder(distribution: "D9")
      Issue.record("it was taken")
    } catch let error as AttemptSetupError {
      #expect(error.field == "distribution" && error.reason.contains("D0, D1"))
    }
  }

  private static let faults:
    [(name: String, old: String, new: String, subtask: Int, FailureReason)] = [
      (
        "never closes", "gripper: close, wait: 12", "gripper: open, wait: 12", 0, .missedGrasp
      ),
      ("never lets go", "careful: true, gripper: open, wait: 10", "careful: true", 1, .notAtGoal),
      (
        "sets it down beside", "{carry: cubeA, position: [0, 0, 0.048]",
        "{carry: cubeA, position: [0.1, 0, 0.03]", 1, .notAtGoal
      ),
    ]

  @Test(arguments: faults)
  func `a try that fails says why and where`(
    fault: (name: String, old: String, new: String, subtask: Int, reason: FailureReason)
  ) throws {
    let library = try Bench.library("stack", replacing: [fault.old: fault.new])
    let recorder = try Self.recorder(from: library)
    for scene in 0..<3 {
      let attempt = recorder.attempt(scene: scene)
      #expect(attempt.demonstration == nil && attempt.scene == scene)
      #expect(attempt.subtask == fault.subtask, "\(fault.name)")
      let isNotReleased = attempt.failure == .notReleased
      #expect(attempt.failure == fault.reason || isNotReleased, "\(fault.name)")
      #expect(attempt.detail?.isEmpty == false && !attempt.log.isEmpty)
    }
  }

  @Test func `a scene without room is told apart`() throws {
    let library = try Bench.library(
      "stack",
      replacing: [
        "x: [-0.08, 0.08], y: [-0.08, 0.08]": "x: [-0.001, 0.001], y: [-0.001, 0.001]"
      ])
    let attempt = try Self.recorder(from: library).attempt(scene: 0)
    #expect(attempt.failure == .infeasibleScene && attempt.demonstration == nil)
    #expect(attempt.detail?.contains("cubeB") == true)
  }
}
