import Geometry
import Testing

/// Bodies with other dimensions, masses and frictions.
@Suite struct RigidBodyScaledTests {
  private let turn = Quaternion(axis: Vector3(1, 0, 0), angle: 0.4)

  private var body: RigidBodyModel {
    RigidBodyModel(
      mass: 0.5,
      geoms: [
        CollisionGeom(.box(halfExtents: Vector3(0.01, 0.02, 0.04)), friction: 0.8),
        CollisionGeom(.sphere(radius: 0.03), poseBodyGeom: Pose(Vector3(0, 0, 0.07))),
        CollisionGeom(
          .cylinder(radius: 0.02, halfLength: 0.05),
          poseBodyGeom: Pose(Vector3(0.1, -0.2, 0.3), turn), friction: 2),
        CollisionGeom(.capsule(radius: 0.01, halfLength: 0.03)),
      ])
  }

  @Test func `sizes and offsets, mass and friction scale by their own factors`() {
    let scaled = body.scaled(size: 2, mass: 3, friction: 0.5)
    #expect(scaled.mass == 1.5)
    #expect(
      scaled.geoms.map(\.shape) == [
        .box(halfExtents: Vector3(0.02, 0.04, 0.08)), .sphere(radius: 0.06),
        .cylinder(radius: 0.04, halfLength: 0.1), .capsule(radius: 0.02, halfLength: 0.06),
      ])
    #expect(scaled.geoms.map(\.friction) == [0.4, 0.5, 1, 0.5])
    #expect(
      scaled.geoms.map(\.poseBodyGeom.position) == [
        .zero, Vector3(0, 0, 0.14), Vector3(0.2, -0.4, 0.6), .zero,
      ])
    #expect(
      scaled.geoms.map(\.poseBodyGeom.orientation) == [.identity, .identity, turn, .identity])
  }

  @Test func `each factor leaves the rest alone, and none changes nothing`() {
    #expect(body.scaled() == body)
    var heavy = body
    heavy.mass = 1
    #expect(body.scaled(mass: 2) == heavy)
    #expect(body.scaled(size: 2).mass == 0.5)
    #expect(body.scaled(friction: 2).geoms.map(\.shape) == body.geoms.map(\.shape))
  }
}
