import Geometry
import Physics
import Testing

/// Hinges and sliders with friction and stops.
@Suite struct JointTests {
  private static let part = RigidBodyModel(
    mass: 0.5, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.05, 0.05, 0.05)))])

  /// A half-kilogram cube on a joint to the world; a hinge's axis is upright, 0.1 m from its centre.
  private static func joint(
    hinge: Bool, in world: World, range: ClosedRange<Double>, friction: Double
  ) -> (body: BodyHandle, joint: JointHandle) {
    let body = world.addBody(
      part, pose: Pose(Vector3(0, 0, 1)), group: .object, touches: [.object, .fixed])
    let joint = world.addJoint(
      hinge: hinge, body, to: nil, anchor: Vector3(-0.1, 0, 1),
      axis: hinge ? Vector3(0, 0, 1) : Vector3(1, 0, 0), range: range, friction: friction)
    return (body, joint)
  }

  /// Where a joint is after half a second under a force, N or N m, and how fast it moves.
  private static func pushed(
    hinge: Bool, friction: Double, force: Double
  ) -> (position: Double, rate: Double) {
    PhysicsLock.shared.withLock { _ in
      let world = World()
      let (_, joint) = Self.joint(hinge: hinge, in: world, range: -3...3, friction: friction)
      for _ in 0..<100 {
        world.push(joint, force: force)
        world.step()
      }
      return world.position(joint)
    }
  }

  // a force below the friction, one above it, and what is moved: 0.5 kg, or 0.5 kg at 0.1 m
  private static let pushes: [(hinge: Bool, friction: Double, held: Double, inertia: Double)] = [
    (false, 5, 4.5, 0.5), (false, 0.5, 0.45, 0.5),
    (true, 0.1, 0.09, 0.5 * (0.1 * 0.1 + 0.1 * 0.1 / 6)),
  ]

  @Test(arguments: pushes)
  func `friction holds against a push below it, and is overcome by one above`(
    hinge: Bool, friction: Double, held: Double, inertia: Double
  ) {
    for sign in [-1.0, 1] {
      let still = Self.pushed(hinge: hinge, friction: friction, force: sign * held)
      #expect(still.position.magnitude < 1e-3 && still.rate.magnitude < 1e-3)

      // what is left of the push accelerates
      let moving = Self.pushed(hinge: hinge, friction: friction, force: sign * 1.5 * friction)
      let expected = sign * 0.5 * friction / inertia * 0.5
      #expect((moving.rate / expected - 1).magnitude < 0.05, "\(moving.rate), not \(expected)")
      let way = expected * 0.25
      #expect((moving.position / way - 1).magnitude < 0.05)
    }
  }

  @Test(arguments: [(false, -1.0), (false, 1), (true, -1), (true, 1)], [0, 0.4])
  func `a stop holds against a push`(joint: (hinge: Bool, sign: Double), friction: Double) {
    let range = joint.hinge ? -0.5...0.8 : -0.1...0.2
    let positions = PhysicsLock.shared.withLock { _ in
      let world = World()
      let (_, handle) = Self.joint(
        hinge: joint.hinge, in: world, range: range, friction: friction)
      return (0..<400).map { _ in
        world.push(handle, force: joint.sign * (joint.hinge ? 2 : 20))
        world.step()
        return world.position(handle).position
      }
    }
    // it came there, and stays there
    let stop = joint.sign > 0 ? range.upperBound : range.lowerBound
    let most = joint.hinge ? 0.01 : 0.001
    let farthest = positions.suffix(100).map { ($0 - stop).magnitude }.max() ?? .infinity
    #expect(farthest < most, "\(farthest)")
  }

  @Test(arguments: [false, true])
  func `a part stays on its way, whatever pulls at it`(hinge: Bool) {
    // gravity alone is across both axes
    let (position, pose) = PhysicsLock.shared.withLock { _ in
      let world = World()
      let (body, joint) = Self.joint(hinge: hinge, in: world, range: -1...1, friction: 0)
      for _ in 0..<200 {
        world.push(joint, force: hinge ? 0.002 : 0.2)
        world.step()
      }
      return (world.position(joint).position, world.pose(body))
    }
    let expected: Pose
    if hinge {
      let turn = Quaternion(axis: Vector3(0, 0, 1), angle: position)
      expected = Pose(Vector3(-0.1, 0, 1) + turn.rotate(Vector3(0.1, 0, 0)), turn)
    } else {
      expected = Pose(Vector3(position, 0, 1))
    }
    #expect(position > 0.05)
    #expect((pose.position - expected.position).length < 1e-3)
    #expect((pose.orientation * expected.orientation.conjugate).angle < 1e-3)
  }

  @Test func `a part passes through its parent, but not through other things`() {
    let (shut, contacts, stopped) = PhysicsLock.shared.withLock { _ in
      let world = World()
      let cabinet = world.addFixture(Self.part, pose: Pose(Vector3(0, 0, 1)))
      let drawer = world.addBody(
        Self.part, pose: Pose(Vector3(0.02, 0, 1)), group: .object, touches: [.object, .fixed],
        passing: cabinet)
      let joint = world.addJoint(
        hinge: false, drawer, to: cabinet, anchor: .zero, axis: Vector3(1, 0, 0),
        range: -0.02...0.5, friction: 1)
      for _ in 0..<50 { world.step() }
      let shut = world.position(joint).position
      let contacts = world.contactCount

      // a wall 0.2 m before it: faces meet after 0.1 m
      _ = world.addFixture(Self.part, pose: Pose(Vector3(0.22, 0, 1)))
      for _ in 0..<300 {
        world.push(joint, force: 5)
        world.step()
      }
      return (shut, contacts, world.position(joint).position)
    }
    #expect(shut.magnitude < 1e-6 && contacts == 0)
    #expect((stopped - 0.1).magnitude < 0.002, "\(stopped)")
  }
}
