import Geometry
import Physics
import Testing

/// Friction, rest, and the solver that steps in.
@Suite struct ContactTests {
  private static func cube(friction: Double = 1) -> RigidBodyModel {
    RigidBodyModel(
      mass: 0.1,
      geoms: [CollisionGeom(.box(halfExtents: Vector3(0.02, 0.02, 0.02)), friction: friction)])
  }

  /// How far a cube moves in so many steps, from its place after 100 steps, on a slope: along the
  /// slope, and into it.
  private static func drift(
    slope: Double, friction: (Double, Double), steps: Int
  ) -> (along: Double, into: Double) {
    PhysicsLock.shared.withLock { _ in
      let world = World()
      let turn = Quaternion(axis: Vector3(0, 1, 0), angle: slope)
      let plane = Pose(.zero, turn)
      world.addFixedBox(
        pose: plane * Pose(Vector3(0, 0, -0.05)), halfExtents: Vector3(5, 5, 0.05),
        friction: friction.0)
      let body = world.addBody(
        Self.cube(friction: friction.1), pose: plane * Pose(Vector3(0, 0, 0.0201)),
        group: .object, touches: [.fixed])
      for _ in 0..<100 { world.step() }
      let start = world.pose(body).position
      for _ in 0..<steps { world.step() }
      let moved = turn.conjugate.rotate(world.pose(body).position - start)
      return ((moved.x * moved.x + moved.y * moved.y).squareRoot(), -moved.z)
    }
  }

  @Test func `a cube at rest does not creep, and sinks no deeper than the contact layer`() {
    // a soft contact gives way by 25 micrometres a second, until the layer's half millimetre is used
    let short = Self.drift(slope: 0, friction: (0.64, 1), steps: 400)
    #expect(short.along < 1e-6 && short.into < 1e-4)
    let long = Self.drift(slope: 0, friction: (0.64, 1), steps: 12_000)
    #expect(long.along < 1e-6 && long.into < 6e-4)
  }

  @Test(arguments: [(1.0, 0.25), (0.25, 1), (0.5, 0.5)])
  func `a pair's friction is the geometric mean of the two`(friction: (Double, Double)) {
    // 0.5 holds on a slope of 0.4 rad (tangent 0.42) and slides on one of 0.55 (0.61)
    #expect(Self.drift(slope: 0.4, friction: friction, steps: 100).along < 0.005)
    #expect(Self.drift(slope: 0.55, friction: friction, steps: 100).along > 0.1)
  }

  @Test func `groups that no side lets touch pass through each other`() {
    // hand and fingers overlap; an object between them would be pushed out
    let (moved, contacts, pushed) = PhysicsLock.shared.withLock { _ in
      let world = World()
      let parts = (0..<2).map { index in
        world.addBody(
          Self.cube(), pose: Pose(Vector3(0.01 * Double(index), 0, 0)), group: .gripper,
          touches: [.object, .fixed], weightless: true)
      }
      for _ in 0..<20 { world.step() }
      let moved = parts.map { world.velocity($0).linear.length }
      let contacts = world.contactCount
      let object = world.addBody(
        Self.cube(), pose: Pose(Vector3(0.02, 0, 0.01)), group: .object, touches: [],
        weightless: true)
      for _ in 0..<20 { world.step() }
      return (moved, contacts, world.velocity(object).linear.length)
    }
    #expect(moved == [0, 0] && contacts == 0)
    #expect(pushed > 0.01)
  }

  @Test func `what the direct solver cannot do is done by the other one, and counted`() {
    // no softness at all: the rows of a plate on four legs are redundant
    let (counts, height, speed) = PhysicsLock.shared.withLock { _ in
      var parameters = PhysicsParameters()
      parameters.cfm = 0
      parameters.contactCFM = 0
      parameters.contactsPerCompoundPair = 4
      let world = World(parameters: parameters)
      world.addFixedBox(
        pose: Pose(Vector3(0, 0, -0.05)), halfExtents: Vector3(1, 1, 0.05), friction: 1)
      let legs = [(-1.0, -1.0), (-1, 1), (1, 1), (1, -1), (0, 0)].map { x, y in
        CollisionGeom(
          .box(halfExtents: Vector3(0.01, 0.01, 0.03)),
          poseBodyGeom: Pose(Vector3(0.05 * x, 0.05 * y, 0)))
      }
      let table = world.addBody(
        RigidBodyModel(mass: 1, geoms: legs), pose: Pose(Vector3(0, 0, 0.0301)), group: .object,
        touches: [.fixed])
      for _ in 0..<200 { world.step() }
      return (
        world.stepCounts, world.pose(table).position.z, world.velocity(table).linear.length
      )
    }
    #expect(counts.all == 200)
    #expect(counts.fallbacks > 0 && counts.fallbacks <= 200)
    #expect((height - 0.03).magnitude < 0.002 && speed < 0.05)
  }

  @Test func `a scene of no trouble needs no other solver`() {
    let counts = PhysicsLock.shared.withLock { _ in
      let world = World()
      world.addFixedBox(
        pose: Pose(Vector3(0, 0, -0.05)), halfExtents: Vector3(1, 1, 0.05), friction: 1)
      for level in 0..<3 {
        let height = 0.0201 + 0.0402 * Double(level)
        _ = world.addBody(
          Self.cube(), pose: Pose(Vector3(0, 0, height)), group: .object,
          touches: [.fixed, .object])
      }
      for _ in 0..<200 { world.step() }
      return world.stepCounts
    }
    #expect(counts.all == 200 && counts.fallbacks == 0)
  }
}
