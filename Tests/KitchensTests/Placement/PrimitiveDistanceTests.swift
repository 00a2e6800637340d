import Geometry
import Kitchens
import Testing

/// Distances of primitives: by hand, against another algorithm, and against points within shapes.
@Suite struct PrimitiveDistanceTests {
  private func place(
    _ shape: Shape, _ x: Double, _ y: Double, _ z: Double, _ turn: Quaternion = .identity
  ) -> PlacedPrimitive {
    PlacedPrimitive(shape, at: Pose(Vector3(x, y, z), turn))
  }

  private let cube = Shape.box(halfExtents: Vector3(0.1, 0.1, 0.1))
  private let can = Shape.cylinder(radius: 0.1, halfLength: 0.1)

  private func expect(
    _ a: PlacedPrimitive, _ b: PlacedPrimitive, _ distance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (one, other) in [(a, b), (b, a)] {
      let found = PrimitiveDistance.between(one, other)
      #expect((found - distance).magnitude < 1e-7, "\(found)", sourceLocation: sourceLocation)
      let near = PrimitiveOverlap.meet(one, other, margin: distance + 1e-6)
      #expect(near, sourceLocation: sourceLocation)
      guard distance > 1e-6 else { continue }
      let far = PrimitiveOverlap.meet(one, other, margin: distance - 1e-6)
      #expect(!far, sourceLocation: sourceLocation)
    }
  }

  @Test func `faces, edges and corners of boxes`() {
    expect(place(cube, 0, 0, 0), place(cube, 0.3, 0, 0), 0.1)
    expect(place(cube, 0, 0, 0), place(cube, 0.3, 0.3, 0), 0.1 * 2.0.squareRoot())
    expect(place(cube, 0, 0, 0), place(cube, 0.3, 0.3, 0.3), 0.1 * 3.0.squareRoot())
    expect(place(cube, 0, 0, 0), place(cube, 0.19, 0, 0), 0)
    let turned = Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 4)
    expect(place(cube, 0, 0, 0), place(cube, 0.3, 0, 0, turned), 0.2 - 0.1 * 2.0.squareRoot())
  }

  @Test func `a cylinder leaves the corner of the box around it free`() {
    // both boxes around them overlap; the cube's edge is 0.09 * sqrt 2 from the can's axis
    expect(
      place(can, 0, 0, 0), place(cube, 0.19, 0.19, 0), 0.09 * 2.0.squareRoot() - 0.1)
    #expect(!PrimitiveOverlap.meet(place(can, 0, 0, 0), place(cube, 0.19, 0.19, 0), margin: 0.02))

    // two cans side by side, diagonal
    expect(place(can, 0, 0, 0), place(can, 0.15, 0.15, 0), 0.15 * 2.0.squareRoot() - 0.2)
    // rim over rim
    expect(place(can, 0, 0, 0), place(can, 0.3, 0, 0.3), 0.1 * 2.0.squareRoot())
  }

  @Test func `a cylinder lying on another touches along a line`() {
    let lying = Quaternion(axis: Vector3(1, 0, 0), angle: .pi / 2)
    let lid = place(can, 0, 0, 0.25, lying)
    expect(place(can, 0, 0, 0), lid, 0.05)
    // crossing cylinders
    let across = Quaternion(axis: Vector3(0, 1, 0), angle: .pi / 2)
    expect(place(can, 0, 0, 0, across), place(can, 0, 0, 0.23, lying), 0.03)
  }

  @Test func `round shapes count their rounding`() {
    let ball = Shape.sphere(radius: 0.1)
    let pill = Shape.capsule(radius: 0.05, halfLength: 0.1)
    expect(place(ball, 0, 0, 0), place(ball, 0.2, 0.2, 0), 0.2 * 2.0.squareRoot() - 0.2)
    expect(place(ball, 0, 0, 0), place(cube, 0.2, 0.2, 0), 0.1 * 2.0.squareRoot() - 0.1)
    expect(place(ball, 0, 0, 0), place(can, 0.15, 0.15, 0), 0.15 * 2.0.squareRoot() - 0.2)
    expect(place(ball, 0, 0, 0), place(can, 0, 0.18, 0.18), 0.08 * 2.0.squareRoot() - 0.1)
    expect(place(ball, 0, 0, 0), place(pill, 0, 0, 0.3), 0.05)
    expect(place(pill, 0, 0, 0), place(pill, 0.2, 0, 0.1), 0.1)
    expect(place(pill, 0, 0, 0), place(cube, 0.2, 0, 0), 0.05)
    let lying = Quaternion(axis: Vector3(1, 0, 0), angle: .pi / 2)
    expect(place(pill, 0, 0, 0), place(pill, 0.2, 0, 0, lying), 0.1)
    // nearest are the ends (0, 0, 0.1) and (0, 0.2, 0.2)
    expect(place(pill, 0, 0, 0), place(pill, 0, 0.3, 0.2, lying), 0.05.squareRoot() - 0.1)
  }

  @Test func `one inside of another is no distance away`() {
    let small = Shape.box(halfExtents: Vector3(0.01, 0.01, 0.01))
    for outer in [cube, can, .sphere(radius: 0.1), .capsule(radius: 0.1, halfLength: 0.1)] {
      expect(place(outer, 0, 0, 0), place(small, 0.02, 0.03, 0.01), 0)
      expect(place(outer, 0, 0, 0), place(small, 0, 0, 0), 0)
    }
  }

  @Test func `agrees with projecting to and fro`() {
    var random = RandomStream(seed: 1)
    var apart = 0
    for _ in 0..<3000 {
      let a = Projected.random(&random, spread: 0.25)
      let b = Projected.random(&random, spread: 0.25)
      let found = PrimitiveDistance.between(a.placed, b.placed)
      let bound = a.distance(to: b, rounds: 400)
      #expect(found <= bound + 1e-7, "\(a) \(b): \(found), at most \(bound)")
      if found > 1e-3 {
        apart += 1
        let exact = bound - found < 1e-4 ? bound : a.distance(to: b, rounds: 100_000)
        #expect(exact - found < 1e-4, "\(a) \(b): \(found), by projections \(exact)")
      }
      #expect(PrimitiveOverlap.meet(a.placed, b.placed, margin: found + 1e-6))
      if found > 1e-5 {
        #expect(!PrimitiveOverlap.meet(a.placed, b.placed, margin: found - 1e-6))
      }
    }
    #expect(apart > 500 && apart < 2500)
  }

  @Test func `no point is in two shapes that do not meet`() {
    var random = RandomStream(seed: 2)
    var shared = 0
    for _ in 0..<2000 {
      let a = Projected.random(&random, spread: 0.15)
      let b = Projected.random(&random, spread: 0.15)
      let (pa, pb) = (a.placed, b.placed)
      let low = pointwiseMax(pa.low, pb.low)
      let high = pointwiseMin(pa.high, pb.high)
      guard all(low .< high) else {
        #expect(!PrimitiveOverlap.meet(pa, pb))
        continue
      }
      let found = (0..<200).contains { _ in
        let point = Vector3(
          random.uniform(low.x, high.x), random.uniform(low.y, high.y),
          random.uniform(low.z, high.z))
        return a.contains(point) && b.contains(point)
      }
      if found {
        shared += 1
        #expect(PrimitiveOverlap.meet(pa, pb), "\(a) \(b)")
      }
    }
    #expect(shared > 300)
  }

  @Test func `the box around a shape just holds it`() {
    var random = RandomStream(seed: 3)
    for _ in 0..<500 {
      let a = Projected.random(&random, spread: 0.1)
      let placed = a.placed
      for axis in 0..<3 {
        // the farthest point along an axis is what a point far away projects to
        var far = a.pose.position
        far[axis] += 1e7
        #expect((a.nearest(far)[axis] - placed.high[axis]).magnitude < 1e-5)
        far[axis] -= 2e7
        #expect((a.nearest(far)[axis] - placed.low[axis]).magnitude < 1e-5)
      }
    }
  }
}
