import Geometry
import Physics
import Testing

/// Worlds that are put back to where they were.
@Suite struct RestoreTests {
  /// A cabinet with a drawer, a pile of cubes that is about to fall over, and a place.
  private struct Room {
    let world = World()
    let drawer: JointHandle

    /// As at the start, or from the states of all bodies.
    init(_ states: [Double]? = nil) {
      let cube = RigidBodyModel(
        mass: 0.1, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.02, 0.02, 0.02)))])
      let box = RigidBodyModel(
        mass: 0.5, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.06, 0.06, 0.03)))])
      world.addFixedBox(
        pose: Pose(Vector3(0, 0, -0.05)), halfExtents: Vector3(1, 1, 0.05), friction: 0.8)
      let cabinet = world.addFixture(box, pose: Pose(Vector3(0.3, 0, 0.1)))
      let part = world.addBody(
        box, pose: Pose(Vector3(0.28, 0, 0.1)), group: .object,
        touches: [.fixed, .object], sleeps: true, passing: cabinet)
      drawer = world.addJoint(
        hinge: false, part, to: cabinet, anchor: .zero, axis: Vector3(-1, 0, 0),
        range: 0...0.2, friction: 1)
      if let states { world.restore(part, states[13..<26]) }
      for index in 0..<5 {
        let level = Double(index)
        let turn = Quaternion(axis: Vector3(0.6, 0.8, 0), angle: 0.2 * level)
        _ = world.addBody(
          cube, pose: Pose(Vector3(0.012 * level, 0.003 * level, 0.021 + 0.05 * level), turn),
          group: .object, touches: [.fixed, .object], sleeps: true,
          state: states.map { $0[(26 + 13 * index)..<(39 + 13 * index)] })
      }
    }

    /// Pulls at the drawer for some steps.
    func pull(_ steps: Int) {
      for _ in 0..<steps {
        world.push(drawer, force: 1.5)
        world.step()
      }
    }

    var states: [Double] {
      var numbers: [Double] = []
      world.appendState(to: &numbers)
      return numbers
    }
  }

  @Test func `a world built from a recorded state goes on bit for bit with a drawer half open`() {
    let (opening, same, recorded, first, second) = PhysicsLock.shared.withLock { _ in
      let room = Room()
      room.pull(90)
      room.world.canonicalize()
      let opening = room.world.position(room.drawer).position
      let recorded = room.states
      let again = Room(recorded)
      let same = again.states == recorded
      room.pull(60)
      again.pull(60)
      return (opening, same, recorded, room.states, again.states)
    }
    #expect(opening > 0.03 && opening < 0.17, "\(opening)")
    #expect(same)
    #expect(first == second)
    #expect(first != recorded)
  }

  @Test(arguments: [5, 37, 90])
  func `stepping on and stepping on from what was restored come to the same`(steps: Int) {
    let (straight, back, other) = PhysicsLock.shared.withLock { _ in
      let room = Room()
      room.pull(steps)
      room.world.canonicalize()
      let start = room.states
      room.pull(40)
      let straight = room.states

      // the same world back in time, and one with another past
      room.world.restore(start)
      room.pull(40)
      let back = room.states
      let stranger = Room()
      stranger.pull(13)
      stranger.world.restore(start)
      stranger.pull(40)
      return (straight, back, stranger.states)
    }
    #expect(straight == back)
    #expect(straight == other)
  }

  @Test func `making states canonical changes no number that can be read`() {
    let (before, after) = PhysicsLock.shared.withLock { _ in
      let room = Room()
      room.pull(30)
      room.world.canonicalize()
      let before = room.states
      room.world.canonicalize()
      return (before, room.states)
    }
    #expect(before == after)
  }
}
