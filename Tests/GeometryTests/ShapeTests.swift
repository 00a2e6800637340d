import Geometry
import Testing

/// Heights, radii and volumes of primitives and compounds, against enumerated points.
@Suite struct ShapeTests {
  private let rotations = Samples.rotations(200)

  /// The corners of a box.
  private func corners(_ h: Vector3) -> [Vector3] {
    [-1.0, 1].flatMap { x in
      [-1.0, 1].flatMap { y in [-1.0, 1].map { z in Vector3(x, y, z) * h } }
    }
  }

  @Test func `a tilted box is as high as its highest corner`() {
    let half = Vector3(0.02, 0.05, 0.11)
    for q in rotations {
      let highest = corners(half).map { q.rotate($0).z }.max() ?? 0
      #expect((Shape.box(halfExtents: half).halfHeight(q) - highest).magnitude < 1e-15)
    }
  }

  @Test func `round shapes are as high as the points of their rims`() {
    let (radius, length) = (0.03, 0.08)
    for q in rotations {
      let rim = (0..<3600).map { step -> Vector3 in
        let (s, c) = Trigonometry.sincos(2 * .pi * Double(step) / 3600)
        return Vector3(radius * c, radius * s, length)
      }
      let highest = (rim + rim.map { -$0 }).map { q.rotate($0).z }.max() ?? 0
      let cylinder = Shape.cylinder(radius: radius, halfLength: length).halfHeight(q)
      #expect((cylinder - highest).magnitude < 1e-7)
      #expect(cylinder >= highest - 1e-15)
      // a capsule's ends are spheres
      let end = q.rotate(Vector3(0, 0, length)).z.magnitude + radius
      let capsule = Shape.capsule(radius: radius, halfLength: length).halfHeight(q)
      #expect((capsule - end).magnitude < 1e-15)
      #expect(Shape.sphere(radius: radius).halfHeight(q) == radius)
    }
  }

  @Test func `volumes and sizes`() {
    #expect((Shape.box(halfExtents: Vector3(1, 2, 3)).volume - 48).magnitude < 1e-12)
    #expect((Shape.sphere(radius: 3).volume - 36 * .pi).magnitude < 1e-12)
    #expect((Shape.cylinder(radius: 2, halfLength: 3).volume - 24 * .pi).magnitude < 1e-12)
    let capsule = Shape.capsule(radius: 3, halfLength: 1)
    #expect((capsule.volume - (18 + 36) * .pi).magnitude < 1e-12)
    #expect(capsule.sizes == [3, 1])
    #expect(Shape.box(halfExtents: Vector3(1, 2, 3)).sizes == [1, 2, 3])
  }

  /// An upright bar on a plate, and a handle of a body whose origin lies outside of it.
  private let compound = RigidBodyModel(
    mass: 1,
    geoms: [
      CollisionGeom(
        .box(halfExtents: Vector3(0.1, 0.06, 0.01)), poseBodyGeom: Pose(Vector3(0, 0, -0.02))),
      CollisionGeom(
        .box(halfExtents: Vector3(0.01, 0.01, 0.08)),
        poseBodyGeom: Pose(
          Vector3(0.05, 0.02, 0.07), Quaternion(axis: Vector3(0, 1, 0), angle: 0.4))),
    ])

  /// All corners of a compound of boxes, in its own frame.
  private func corners(_ body: RigidBodyModel) -> [Vector3] {
    body.geoms.flatMap { geom -> [Vector3] in
      guard case .box(let h) = geom.shape else { return [] }
      return corners(h).map { geom.poseBodyGeom.transform($0) }
    }
  }

  @Test func `a compound reaches from its lowest corner to its highest`() {
    for q in rotations {
      let heights = corners(compound).map { q.rotate($0).z }
      let extent = compound.verticalExtent(q)
      #expect((extent.above - (heights.max() ?? 0)).magnitude < 1e-15)
      #expect((extent.below + (heights.min() ?? 0)).magnitude < 1e-15)
    }
  }

  @Test func `a body may lie wholly above its origin`() {
    let lid = RigidBodyModel(
      mass: 1,
      geoms: [CollisionGeom(.sphere(radius: 0.01), poseBodyGeom: Pose(Vector3(0, 0, 0.1)))])
    let extent = lid.verticalExtent(.identity)
    #expect((extent.below - -0.09).magnitude < 1e-15)
    #expect((extent.above - 0.11).magnitude < 1e-15)
  }

  @Test func `the horizontal radius bounds every corner of a standing body`() {
    let furthest = corners(compound).map { ($0.x * $0.x + $0.y * $0.y).squareRoot() }.max() ?? 0
    #expect(compound.horizontalRadius >= furthest)
    // and is exact for a box on its base
    let box = RigidBodyModel(
      mass: 1, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.03, 0.04, 1)))])
    #expect((box.horizontalRadius - 0.05).magnitude < 1e-15)
  }
}
