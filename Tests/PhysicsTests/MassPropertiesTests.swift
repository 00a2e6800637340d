import Geometry
import Physics
import Testing

/// Mass and inertia of bodies, weighed by motors of a known force and torque.
@Suite struct MassPropertiesTests {
  /// A hammer: a head across the end of a shaft that is tilted in the body's frame.
  private static let hammer = RigidBodyModel(
    mass: 0.6,
    geoms: [
      CollisionGeom(.box(halfExtents: Vector3(0.01, 0.01, 0.1))),
      CollisionGeom(
        .box(halfExtents: Vector3(0.01, 0.02, 0.1)),
        poseBodyGeom: Pose(
          Vector3(0, 0, 0.11), Quaternion(axis: Vector3(0, 1, 0), angle: .pi / 2))),
    ])

  /// The speeds of a body after 20 steps, pushed by 2 N along x or turned by 0.01 N m about an axis.
  private func speeds(_ model: RigidBodyModel, axis: Vector3) -> (linear: Vector3, angular: Vector3)
  {
    PhysicsLock.shared.withLock { _ in
      let world = World()
      let body = world.addBody(
        model, pose: .identity, group: .object, touches: [], weightless: true)
      let servo = world.addServo(body, maxForce: 2, maxTorque: 0.01)
      for _ in 0..<20 {
        world.drive(servo, linear: Vector3(1000, 0, 0), angular: axis * 1000)
        world.step()
      }
      return world.velocity(body)
    }
  }

  @Test func `a force moves the whole mass`() {
    let speed = speeds(Self.hammer, axis: .zero).linear.x
    #expect((speed / (2 * 0.1 / 0.6) - 1).magnitude < 1e-3)
  }

  @Test func `a compound turns about its centre of mass with the inertia of its parts`() {
    // 80 and 160 cm³, 0.11 m apart; the head's long axis lies along x
    let parts = [
      (mass: 0.2, half: Vector3(0.01, 0.01, 0.1), arm: 0.11 * 2 / 3),
      (mass: 0.4, half: Vector3(0.1, 0.02, 0.01), arm: 0.11 / 3),
    ]
    var expected = Vector3.zero
    for (mass, half, arm) in parts {
      let squares = half * half
      expected.x += mass * ((squares.y + squares.z) / 3 + arm * arm)
      expected.y += mass * ((squares.x + squares.z) / 3 + arm * arm)
      expected.z += mass * (squares.x + squares.y) / 3
    }
    for axis in 0..<3 {
      var unit = Vector3.zero
      unit[axis] = 1
      let turned = speeds(Self.hammer, axis: unit).angular[axis]
      let inertia = 0.01 * 0.1 / turned
      #expect((inertia / expected[axis] - 1).magnitude < 0.01, "axis \(axis)")
    }
  }

  private static let shapes: [(Shape, Double)] = [
    (.sphere(radius: 0.03), 0.000_36),
    (.cylinder(radius: 0.03, halfLength: 0.08), 0.000_45),
    (.box(halfExtents: Vector3(0.03, 0.04, 0.08)), 0.002_5 / 3),
  ]

  @Test(arguments: shapes)
  func `each shape has its own moment about z`(shape: Shape, perMass: Double) {
    let model = RigidBodyModel(mass: 0.5, geoms: [CollisionGeom(shape)])
    let turned = speeds(model, axis: Vector3(0, 0, 1)).angular.z
    #expect((0.01 * 0.1 / turned / (0.5 * perMass) - 1).magnitude < 0.01)
  }
}
