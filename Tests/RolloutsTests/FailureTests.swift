import Demonstrations
import Episodes
import Geometry
import Rollouts
import Tasks
import Testing

/// Attempts that must fail, for the right reason.
@Suite struct FailureTests {
  @Test("a gripper that never closes misses its grasp in the first subtask")
  func missedGrasp() throws {
    var demonstrations = try Bench.demonstrations(of: "stack")
    for index in demonstrations.indices {
      demonstrations[index].gripperActions = demonstrations[index].gripperActions.map { _ in -1 }
    }
    let runner = try Bench().runner("stack", demonstrations: demonstrations)
    for scene in 0..<5 {
      let (outcome, episode) = runner.run(scene: scene, motion: 0)
      #expect(outcome.failure == .missedGrasp && outcome.subtask == 0)
      #expect(episode == nil)
    }
  }

  @Test("a gripper that never opens again has not released")
  func notReleased() throws {
    var demonstrations = try Bench.demonstrations(of: "stack")
    for index in demonstrations.indices {
      var closed = false
      demonstrations[index].gripperActions = demonstrations[index].gripperActions.map { action in
        closed = closed || action > 0
        return closed ? 1 : -1
      }
    }
    let runner = try Bench().runner("stack", demonstrations: demonstrations)
    let outcomes = (0..<10).map { runner.run(scene: $0, motion: 0).outcome }
    #expect(outcomes.allSatisfy { !$0.succeeded })
    #expect(outcomes.contains { $0.failure == .notReleased || $0.failure == .notAtGoal })
    // it was grasped and not lost, so that the grasp is not to blame
    #expect(!outcomes.contains { $0.failure == .missedGrasp || $0.failure == .dropped })
  }

  @Test("a cube let go of in the air is not at its goal, though it was lifted for a while")
  func letGo() throws {
    var demonstrations = try Bench.demonstrations(of: "lift")
    for index in demonstrations.indices {
      demonstrations[index].gripperActions[demonstrations[index].frames - 1] = -1
    }
    let runner = try Bench().runner("lift", demonstrations: demonstrations)
    let outcomes = (0..<10).map { runner.run(scene: $0, motion: 0).outcome }
    // nor is the blow when it hits the table the fault of the physics
    #expect(outcomes.allSatisfy { $0.failure == .notAtGoal && $0.subtask == 1 })
    // the notion of success at any frame would have kept some of them
    #expect(outcomes.contains { $0.anyFrameSuccess })
  }

  @Test("a cube too heavy for the fingers is grasped, and dropped")
  func dropped() throws {
    // 27 N of friction under 59 N of weight
    var demonstrations = try Bench.demonstrations(of: "lift")
    for index in demonstrations.indices {
      let geom = CollisionGeom(.box(halfExtents: Vector3(0.021, 0.021, 0.021)), friction: 0.2)
      demonstrations[index].objects[0].body = RigidBodyModel(mass: 6, geoms: [geom])
    }
    let runner = try Bench().runner("lift", demonstrations: demonstrations)
    let outcomes = (0..<8).map { runner.run(scene: $0, motion: 0).outcome }
    // some stay in the fingertips, too low: the lift is hardly longer than the pads
    #expect(outcomes.allSatisfy { $0.failure == .dropped || $0.failure == .notAtGoal })
    #expect(outcomes.allSatisfy { $0.subtask == 1 && !$0.anyFrameSuccess })
    #expect(outcomes.count { $0.failure == .dropped } >= 3)
  }

  @Test("objects beyond the arm's reach are unreachable")
  func unreachable() throws {
    let far = "cube: {x: [0.38, 0.39], y: [0.38, 0.39], z_rotation: [0, 0.1]}"
    let library = try Bench.library(
      "lift",
      replacing: [
        "cube: {x: [-0.03, 0.03], y: [-0.03, 0.03], z_rotation: [0, 6.283185307179586]}": far
      ])
    let runner = try Bench().runner("lift", from: library)
    let outcomes = (0..<5).map { runner.run(scene: $0, motion: 0).outcome }
    #expect(outcomes.allSatisfy { $0.failure == .unreachable && $0.subtask == 0 })
  }

  @Test("objects that cannot stand beside each other make a scene infeasible")
  func infeasible() throws {
    let library = try Bench.library(
      "stack",
      replacing: [
        "x: [-0.08, 0.08], y: [-0.08, 0.08]": "x: [-0.001, 0.001], y: [-0.001, 0.001]"
      ])
    let runner = try Bench().runner("stack", from: library)
    let (outcome, episode) = runner.run(scene: 0, motion: 0)
    #expect(outcome.failure == .infeasibleScene && outcome.detail?.contains("cubeB") == true)
    #expect(episode == nil && outcome.steps == 0)
  }

  /// Stacking beside a pillar, which stands in the arm's way in every attempt.
  private func pillarLibrary() throws -> TaskLibrary {
    try Bench.library(
      "stack",
      replacing: [
        "size: [0.025, 0.025, 0.025]}]":
          "size: [0.025, 0.025, 0.025]}]\n  - name: pillar\n    mass: 50\n"
          + "    geoms: [{type: box, size: [0.03, 0.03, 0.3]}]",
        "  D1:": "    pillar: {x: [-0.22, -0.2], y: [-0.01, 0.01]}\n  D1:",
        "generation:": "generation:  # pillars stand in D1 too",
        "subtasks:": "    pillar: {x: [-0.22, -0.2], y: [-0.01, 0.01]}\n\nsubtasks:",
      ])
  }

  /// The shipped demonstrations with a pillar that stands still.
  private func demonstrations(pillarAt position: Vector3) throws -> [Demonstration] {
    try Bench.demonstrations(of: "stack").map { demonstration in
      var changed = demonstration
      changed.objects.append(
        .init(name: "pillar", poses: demonstration.eefPoses.map { _ in Pose(position) }))
      return changed
    }
  }

  @Test("an arm that touches what it did not touch in the demonstration collides")
  func collision() throws {
    let away = try demonstrations(pillarAt: Vector3(0.35, 0.35, 1.1))
    let runner = try Bench().runner("stack", demonstrations: away, from: pillarLibrary())
    for scene in 0..<4 {
      let outcome = runner.run(scene: scene, motion: 0).outcome
      #expect(outcome.failure == .collision)
      #expect(outcome.detail?.contains("touches pillar") == true)
    }

    // the same scenes are no fault where the demonstration touched it, too
    let there = try demonstrations(pillarAt: Vector3(-0.21, 0, 1.1))
    let allowed = try Bench().runner("stack", demonstrations: there, from: pillarLibrary())
    let failures = (0..<4).map { allowed.run(scene: $0, motion: 0).outcome.failure }
    #expect(failures.contains { $0 != .collision })
  }
}
