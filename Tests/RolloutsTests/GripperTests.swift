import Geometry
import Physics
import Rollouts
import Scenes
import Testing

/// The hand and its fingers as bodies.
@Suite struct GripperTests {
  @Test("fingers leave their fully open position without a jump")
  func noJump() throws {
    let bench = try Bench()
    let task = try #require(bench.tasks.task(named: "lift"))
    let robot = try #require(bench.robots.robot(named: "panda"))
    let scene = Scene(
      tableTop: task.tableTop, poseWorldRobotBase: task.poseWorldRobotBase, objects: [])
    let openings = PhysicsLock.shared.withLock { _ in
      let world = RolloutWorld(
        scene: scene, robot: robot, controlFrequency: 200,
        start: .init(jointPositions: robot.home, openings: (0.03, 0.03)))
      // one physics step a control step: open until the end, then close
      return (0..<200).map { step in
        world.perform(position: .zero, rotation: .zero, gripper: step < 100 ? -1 : 1)
        return world.openings.left
      }
    }
    let jumps = zip(openings, openings.dropFirst()).map { ($1 - $0).magnitude }
    #expect((openings[99] - robot.gripper.travel).magnitude < 1e-4)
    #expect(openings[199] < openings[99] - 0.02)
    #expect(try #require(jumps.max()) <= robot.gripper.maxSpeed * 0.005 * 1.1)
  }

  @Test("the hand answers a step as a critically damped controller does")
  func stepResponse() throws {
    let bench = try Bench()
    let task = try #require(bench.tasks.task(named: "lift"))
    let robot = try #require(bench.robots.robot(named: "panda"))
    let scene = Scene(
      tableTop: task.tableTop, poseWorldRobotBase: task.poseWorldRobotBase, objects: [])
    let moved = PhysicsLock.shared.withLock { _ in
      let world = RolloutWorld(
        scene: scene, robot: robot, controlFrequency: 20,
        start: .init(jointPositions: robot.home, openings: (0.02, 0.02)))
      let start = world.eefPose.position
      return (0..<30).map { step in
        // each action asks for the same absolute place, 2 cm to the side
        let missing = start + Vector3(0, 0.02, 0) - world.eefPose.position
        world.perform(position: missing / 0.05, rotation: .zero, gripper: -1)
        return world.eefPose.position.y - start.y
      }
    }
    // 1 - (1 + w t) exp(-w t) with w = sqrt(150): 0.126 after 50 ms, 0.702 after 200 ms
    #expect((moved[0] / 0.02 - 0.126).magnitude < 0.03)
    #expect((moved[3] / 0.02 - 0.702).magnitude < 0.03)
    #expect(moved.allSatisfy { $0 < 0.02 * 1.01 })
    #expect((moved[29] - 0.02).magnitude < 1e-4)
  }
}
