import Geometry
import Physics
import Testing

/// What contacts exert, and that looking changes nothing.
@Suite struct ContactForceTests {
  private static let ground = Pose(Vector3(0, 0, -0.05))

  private static func ground(_ world: World) {
    world.addFixedBox(pose: ground, halfExtents: Vector3(1, 1, 0.05), friction: 1)
  }

  /// A world with a body on the ground, at rest.
  private static func resting(_ shape: Shape, mass: Double, height: Double) -> World {
    let world = World()
    ground(world)
    _ = world.addBody(
      RigidBodyModel(mass: mass, geoms: [CollisionGeom(shape)]),
      pose: Pose(Vector3(0, 0, height)), group: .object, touches: [.fixed])
    for _ in 0..<200 { world.step() }
    return world
  }

  @Test func `what rests on one point presses with its weight, and on four with a quarter each`() {
    let (ball, cube) = PhysicsLock.shared.withLock { _ in
      let forces = [
        (Shape.sphere(radius: 0.02), 0.0199),
        (.box(halfExtents: Vector3(0.02, 0.02, 0.02)), 0.0199),
      ].map { shape, height in
        let world = Self.resting(shape, mass: 0.5, height: height)
        world.peakContactForce = 0
        for _ in 0..<20 { world.step() }
        return world.peakContactForce
      }
      return (forces[0], forces[1])
    }
    #expect((ball - 0.5 * 9.81).magnitude < 0.01)
    #expect((cube - 0.5 * 9.81 / 4).magnitude < 0.01)
  }

  @Test func `what falls from higher hits harder, and the peak stays`() {
    let peaks = PhysicsLock.shared.withLock { _ in
      [0.05, 0.2, 0.8].map { height in
        let world = Self.resting(.sphere(radius: 0.02), mass: 0.1, height: height)
        return world.peakContactForce
      }
    }
    // stopped within a step or a few of 5 ms: mass times speed over time
    for (peak, height) in zip(peaks, [0.05, 0.2, 0.8]) {
      let impulse = 0.1 * (2 * 9.81 * (height - 0.02)).squareRoot()
      #expect(peak > impulse / 0.02 && peak < 1.5 * impulse / 0.005, "\(height) m: \(peak) N")
    }
    #expect(peaks[0] < peaks[1] && peaks[1] < peaks[2])
  }

  @Test func `nothing in touch exerts nothing, and what is not measured is none`() {
    let (falling, unmeasured) = PhysicsLock.shared.withLock { _ in
      let world = World()
      _ = world.addBody(
        RigidBodyModel(mass: 1, geoms: [CollisionGeom(.sphere(radius: 0.02))]),
        pose: .identity, group: .object, touches: [.fixed])
      for _ in 0..<20 { world.step() }
      let other = World()
      other.measuresForces = false
      Self.ground(other)
      _ = other.addBody(
        RigidBodyModel(mass: 1, geoms: [CollisionGeom(.sphere(radius: 0.02))]),
        pose: Pose(Vector3(0, 0, 0.1)), group: .object, touches: [.fixed])
      for _ in 0..<100 { other.step() }
      return (world.peakContactForce, other.peakContactForce)
    }
    #expect(falling == 0 && unmeasured == 0)
  }

  /// States of all steps of a heap that falls, by the direct solver, or mostly by the other one.
  private static func heap(measured: Bool, soft: Bool) -> (states: [Double], fallbacks: Int) {
    var parameters = PhysicsParameters()
    if !soft {
      parameters.cfm = 0
      parameters.contactCFM = 0
      parameters.contactsPerCompoundPair = 4
    }
    let world = World(parameters: parameters)
    world.measuresForces = measured
    ground(world)
    let legs = [(-1.0, -1.0), (-1, 1), (1, 1), (1, -1), (0, 0)].map { x, y in
      CollisionGeom(
        .box(halfExtents: Vector3(0.01, 0.01, 0.03)),
        poseBodyGeom: Pose(Vector3(0.05 * x, 0.05 * y, 0)))
    }
    for level in 0..<5 {
      let turn = Quaternion(axis: Vector3(0.6, 0.8, 0), angle: soft ? 0.2 * Double(level) : 0)
      _ = world.addBody(
        RigidBodyModel(mass: 1, geoms: legs),
        pose: Pose(Vector3(0.01 * Double(level), 0, 0.0301 + 0.08 * Double(level)), turn),
        group: .object, touches: [.fixed, .object], sleeps: true)
    }
    var states: [Double] = []
    for _ in 0..<200 {
      world.step()
      world.appendState(to: &states)
    }
    return (states, world.stepCounts.fallbacks)
  }

  @Test(arguments: [true, false])
  func `measuring changes no bit, whichever solver it is`(soft: Bool) {
    let (with, without) = PhysicsLock.shared.withLock { _ in
      (Self.heap(measured: true, soft: soft), Self.heap(measured: false, soft: soft))
    }
    #expect(with.states == without.states)
    #expect(with.fallbacks == without.fallbacks && (with.fallbacks > 20) == !soft)
  }
}
