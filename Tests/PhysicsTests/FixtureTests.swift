import Geometry
import Physics
import Testing

/// Bodies that never move.
@Suite struct FixtureTests {
  private static let cube = RigidBodyModel(
    mass: 0.5, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.02, 0.02, 0.02)))])
  private static let slab = RigidBodyModel(
    mass: 0.01, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.2, 0.2, 0.03)))])

  @Test func `a fixture never moves, and other things rest on it`() {
    let pose = Pose(Vector3(0.1, 0.2, 0.5), Quaternion(axis: Vector3(0, 0, 1), angle: 0.3))
    let (before, after, read, cube, touching) = PhysicsLock.shared.withLock { _ in
      let world = World()
      let fixture = world.addFixture(Self.slab, pose: pose)
      let cube = world.addBody(
        Self.cube, pose: Pose(Vector3(0.1, 0.2, 0.6)), group: .object, touches: [.fixed])
      var before: [Double] = []
      world.appendState(to: &before)
      for _ in 0..<400 { world.step() }
      var after: [Double] = []
      world.appendState(to: &after)
      let pairs = (0..<world.contactCount).map { world.contact($0) }
      return (before, after, world.pose(fixture), world.pose(cube), pairs)
    }
    // bit for bit, in its place among the states of all bodies
    #expect(before.count == 26 && before[..<13] == after[..<13])
    #expect(Array(before[..<3]) == [0.1, 0.2, 0.5] && read == pose)
    #expect(before[7..<13].allSatisfy { $0 == 0 })
    #expect((cube.position.z - 0.55).magnitude < 0.001)
    #expect(!touching.isEmpty && touching.allSatisfy { Set([$0.a, $0.b]) == [0, 1] })
  }

  @Test func `a place without geoms touches nothing`() {
    let (fallen, contacts, read) = PhysicsLock.shared.withLock { _ in
      let world = World()
      let place = world.addFixture(
        RigidBodyModel(mass: 1, geoms: []), pose: Pose(Vector3(0, 0, 0.5)))
      let cube = world.addBody(
        Self.cube, pose: Pose(Vector3(0, 0, 0.55)), group: .object, touches: [.fixed])
      var contacts = 0
      for _ in 0..<100 {
        world.step()
        contacts += world.contactCount
      }
      return (0.55 - world.pose(cube).position.z, contacts, world.pose(place))
    }
    // semi-implicit Euler: g dt^2 n (n + 1) / 2
    #expect((fallen - 9.81 * 0.005 * 0.005 * 100 * 101 / 2).magnitude < 1e-9)
    #expect(contacts == 0 && read == Pose(Vector3(0, 0, 0.5)))
  }

  @Test func `a query tells of fixtures, and one that was put elsewhere is there`() {
    let (here, gone, there) = PhysicsLock.shared.withLock { _ in
      let world = World()
      let fixture = world.addFixture(Self.slab, pose: .identity)
      let query = world.addQuery([.sphere(radius: 0.05)])
      let here = world.touches(query, at: [.identity]).map(\.other)
      world.put(fixture, at: Pose(Vector3(1, 0, 0)))
      return (
        here, world.touches(query, at: [.identity]).map(\.other),
        world.touches(query, at: [Pose(Vector3(1, 0, 0))]).map(\.other)
      )
    }
    #expect(here == [0] && gone.isEmpty && there == [0])
  }
}
