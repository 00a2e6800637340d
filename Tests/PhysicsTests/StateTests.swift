import Geometry
import Physics
import Testing

/// States that are written and read.
@Suite struct StateTests {
  private static let cube = RigidBodyModel(
    mass: 0.1, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.02, 0.02, 0.02)))])

  /// The state of a cube made at a pose, or from a state.
  private func state(_ pose: Pose, from state: [Double]? = nil) -> [Double] {
    PhysicsLock.shared.withLock { _ in
      let world = World()
      _ = world.addBody(
        Self.cube, pose: pose, group: .object, touches: [], state: state.map { $0[...] })
      var numbers: [Double] = []
      world.appendState(to: &numbers)
      return numbers
    }
  }

  @Test func `a state that was read comes back bit for bit when it is set`() {
    // the engine normalizes quaternions: once read, that must change nothing any more
    var random = RandomStream(seed: 8)
    var changed = 0
    for _ in 0..<300 {
      let q = Quaternion(
        w: random.normal(), x: random.normal(), y: random.normal(), z: random.normal())
      let pose = Pose(Vector3(random.normal(), random.normal(), random.normal()), q.normalized)
      let read = state(pose)
      #expect(read.count == 13)
      #expect(state(.identity, from: read) == read)
      if Quaternion(w: read[3], x: read[4], y: read[5], z: read[6]) != q.normalized { changed += 1 }

      // velocities come back, too
      let moving = Array(read[..<7]) + (0..<6).map { _ in random.normal() }
      #expect(state(.identity, from: moving) == moving)
    }
    // or the test would say nothing
    #expect(changed > 0)
  }
}
