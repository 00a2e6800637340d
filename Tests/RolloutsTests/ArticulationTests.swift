import Geometry
import Physics
import Rollouts
import Scenes
import Testing

/// Articulated parts, what is fixed, and places in a rollout's world.
@Suite struct ArticulationTests {
  private static let block = RigidBodyModel(
    mass: 0.2, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.03, 0.03, 0.03)))])

  /// A scene with a fixed cabinet and one part on it, far from the hand.
  private static func scene(_ joint: ObjectJoint, at position: Double) -> Scene {
    let cabinet = Pose(Vector3(0.2, 0.25, 0.9), Quaternion(axis: Vector3(0, 0, 1), angle: 0.4))
    return Scene(
      tableTop: TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(0.8, 0.8)),
      poseWorldRobotBase: Pose(Vector3(-0.56, 0, 0.912)),
      objects: [
        .init(name: "cabinet", body: block, poseWorldObject: cabinet, mount: .fixed),
        .init(
          name: "part", body: block, poseWorldObject: cabinet * joint.poseParentPart(at: position),
          mount: .jointed(joint), jointPosition: position),
        .init(
          name: "goal", body: RigidBodyModel(mass: 1, geoms: []),
          poseWorldObject: Pose(Vector3(0.2, -0.2, 0.85)), mount: .place),
      ])
  }

  /// A world of a scene, which holds the process's one lock while `body` runs.
  private static func world<R: Sendable>(
    _ scene: Scene, states: [Double]? = nil, _ body: (RolloutWorld) -> R
  ) throws -> R {
    let robot = try #require(try Bench().robots.robot(named: "panda"))
    return PhysicsLock.shared.withLock { _ in
      body(
        RolloutWorld(
          scene: scene, robot: robot, controlFrequency: 20,
          start: .init(states: states, jointPositions: robot.home, openings: (0.02, 0.02))))
    }
  }

  /// Positions of the part after each of so many control steps without an action.
  private static func positions(
    _ joint: ObjectJoint, from start: Double, steps: Int
  ) throws -> [Double] {
    try world(scene(joint, at: start)) { world in
      (0..<steps).map { _ in
        world.perform(position: .zero, rotation: .zero, gripper: -1)
        return world.observe().objects[1].jointPosition
      }
    }
  }

  private static func button(damping: Double, stiffness: Double = 40) -> ObjectJoint {
    ObjectJoint(
      kind: .slider, parent: "cabinet", poseParentPart: Pose(Vector3(0.1, 0, 0)),
      axis: Vector3(1, 0, 0), range: -0.05...0.05, damping: damping, stiffness: stiffness,
      rest: 0.01)
  }

  @Test func `a spring brings a button back to its rest`() throws {
    let positions = try Self.positions(Self.button(damping: 4), from: -0.03, steps: 60)
    #expect((positions[59] - 0.01).magnitude < 5e-4, "\(positions[59])")
    // and without a spring it stays
    let loose = try Self.positions(Self.button(damping: 4, stiffness: 0), from: -0.03, steps: 60)
    #expect((loose[59] + 0.03).magnitude < 5e-4)
  }

  @Test func `damping slows a part down`() throws {
    // a spring of 40 N/m moves 0.2 kg by exp(-t k/c) when damping is strong
    let ways = try [0.5, 8.0, 32].map { damping in
      try Self.positions(Self.button(damping: damping), from: -0.03, steps: 4)[3] + 0.03
    }
    #expect(ways[0] > 1.5 * ways[1] && ways[1] > 1.5 * ways[2] && ways[2] > 0)
    let slow = try Self.positions(Self.button(damping: 32), from: -0.03, steps: 20)
    let left = (0.01 - slow[19]) / 0.04
    #expect((left - Trigonometry.exp(-1.0 * 40 / 32)).magnitude < 0.03, "\(left)")
  }

  private static let parts: [ObjectJoint] = [
    ObjectJoint(
      kind: .slider, parent: "cabinet", poseParentPart: Pose(Vector3(0.02, 0, 0)),
      axis: Vector3(0, -1, 0), range: 0...0.2, friction: 3),
    ObjectJoint(
      kind: .hinge, parent: "cabinet",
      poseParentPart: Pose(
        Vector3(0, 0, 0.07), Quaternion(axis: Vector3(0, 1, 0), angle: 0.3)),
      axis: Vector3(0, 0, 1), range: -0.5...1.5, friction: 0.5),
  ]

  @Test(arguments: parts)
  func `a part that starts half open is seen where its joint says`(joint: ObjectJoint) throws {
    let half = (joint.range.lowerBound + joint.range.upperBound) / 2
    let scene = Self.scene(joint, at: half)
    let (before, after) = try Self.world(scene) { world in
      let before = world.observe()
      for _ in 0..<20 { world.perform(position: .zero, rotation: .zero, gripper: -1) }
      return (before, world.observe())
    }
    // its friction holds it there
    for state in [before, after] {
      #expect((state.objects[1].jointPosition - half).magnitude < 1e-3)
      let expected = scene.objects[0].poseWorldObject * joint.poseParentPart(at: half)
      #expect((state.objects[1].pose.position - expected.position).length < 1e-3)
      let turn = state.objects[1].pose.orientation * expected.orientation.conjugate
      #expect(turn.angle < 5e-3)
    }
    // what is fixed, and a place, stay to the last bit, and are touched by nobody
    for index in [0, 2] {
      #expect(before.objects[index].pose == scene.objects[index].poseWorldObject)
      #expect(after.objects[index].pose == before.objects[index].pose)
    }
    #expect(after.objectContacts.allSatisfy { $0 == 0 })
  }

  @Test(arguments: parts)
  func `a world built from its first state does the same, bit for bit`(joint: ObjectJoint) throws {
    let scene = Self.scene(joint, at: 0.11)
    func run(_ world: RolloutWorld) -> [Double] {
      var numbers: [Double] = []
      world.world.appendState(to: &numbers)
      for step in 0..<30 {
        let push = Vector3(0.2, step < 15 ? 0.1 : -0.3, -0.1)
        world.perform(position: push, rotation: Vector3(0, 0, 0.1), gripper: step < 10 ? -1 : 1)
        world.world.appendState(to: &numbers)
      }
      return numbers
    }
    let first = try Self.world(scene, run)
    let again = try Self.world(scene, states: Array(first[..<(6 * 13)]), run)
    #expect(first == again)
    #expect(first[..<13] != first.suffix(6 * 13).prefix(13))
  }
}
