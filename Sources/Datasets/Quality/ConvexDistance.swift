import Geometry

/// The distance of two collision primitives (Gilbert, Johnson and Keerthi 1988; the nearest point of a
/// simplex as in Ericson, "Real-Time Collision Detection", 2005, section 5.1).
enum ConvexDistance {
  private static let mostSteps = 64
  /// Below this distance of their cores, metres, shapes count as touching.
  private static let touching = 1e-7

  /// Metres between two shapes at poses in one frame; 0 where they touch or overlap.
  static func between(_ a: Shape, _ poseA: Pose, _ b: Shape, _ poseB: Pose) -> Double {
    var nearest = poseA.position - poseB.position
    var simplex: [Vector3] = []
    for _ in 0..<mostSteps {
      let length = nearest.length
      guard length > touching else { break }
      let point = support(a, poseA, -nearest) - support(b, poseB, nearest)
      // no point of the difference lies noticeably nearer to the origin
      guard nearest.dot(nearest) - nearest.dot(point) > 1e-9 * length * (1e-3 + length),
        !simplex.contains(point)
      else { break }
      simplex.append(point)
      (nearest, simplex) = reduced(simplex)
      if simplex.count == 4 { return 0 }
    }
    return max(0, nearest.length - roundness(a) - roundness(b))
  }

  /// How far a shape reaches beyond its core, metres: spheres are points and capsules lines.
  private static func roundness(_ shape: Shape) -> Double {
    switch shape {
    case .sphere(let radius), .capsule(let radius, _): radius
    case .box, .cylinder: 0
    }
  }

  /// The farthest point of a shape's core in a direction.
  private static func support(_ shape: Shape, _ pose: Pose, _ direction: Vector3) -> Vector3 {
    let d = pose.orientation.conjugate.rotate(direction)
    let point: Vector3
    switch shape {
    case .box(let h):
      point = Vector3(d.x < 0 ? -h.x : h.x, d.y < 0 ? -h.y : h.y, d.z < 0 ? -h.z : h.z)
    case .sphere: point = .zero
    case .capsule(_, let half): point = Vector3(0, 0, d.z < 0 ? -half : half)
    case .cylinder(let radius, let half):
      let across = (d.x * d.x + d.y * d.y).squareRoot()
      let scale = across > 0 ? radius / across : 0
      point = Vector3(d.x * scale, d.y * scale, d.z < 0 ? -half : half)
    }
    return pose.transform(point)
  }

  /// The point of a simplex nearest to the origin, and the corners that it lies between.
  private static func reduced(_ s: [Vector3]) -> (Vector3, [Vector3]) {
    switch s.count {
    case 1: (s[0], s)
    case 2: onSegment(s[0], s[1])
    case 3: onTriangle(s[0], s[1], s[2])
    default: inTetrahedron(s)
    }
  }

  private static func onSegment(_ a: Vector3, _ b: Vector3) -> (Vector3, [Vector3]) {
    let ab = b - a
    let (along, square) = (-a.dot(ab), ab.dot(ab))
    if along <= 0 || square == 0 { return (a, [a]) }
    if along >= square { return (b, [b]) }
    return (a + ab * (along / square), [a, b])
  }

  private static func onTriangle(
    _ a: Vector3, _ b: Vector3, _ c: Vector3
  ) -> (Vector3, [Vector3]) {
    let normal = (b - a).cross(c - a)
    let square = normal.dot(normal)
    // inside where the origin lies on the inner side of each edge
    let sides = [(a, b), (b, c), (c, a)].map { normal.cross($0.1 - $0.0).dot(-$0.0) }
    if square > 0, sides.allSatisfy({ $0 >= 0 }) {
      return (normal * (a.dot(normal) / square), [a, b, c])
    }
    return nearest([onSegment(a, b), onSegment(b, c), onSegment(c, a)])
  }

  private static func inTetrahedron(_ s: [Vector3]) -> (Vector3, [Vector3]) {
    let faces = [(0, 1, 2, 3), (0, 1, 3, 2), (0, 2, 3, 1), (1, 2, 3, 0)]
    // in front of a face is where the fourth corner is not
    let outside = faces.filter { face in
      let a = s[face.0]
      let normal = (s[face.1] - a).cross(s[face.2] - a)
      let other = normal.dot(s[face.3] - a)
      return other == 0 || normal.dot(-a) * other <= 0
    }
    guard !outside.isEmpty else { return (.zero, s) }
    return nearest(outside.map { onTriangle(s[$0.0], s[$0.1], s[$0.2]) })
  }

  private static func nearest(
    _ found: [(point: Vector3, corners: [Vector3])]
  ) -> (Vector3, [Vector3]) {
    found.dropFirst().reduce(found[0]) {
      $1.point.dot($1.point) < $0.point.dot($0.point) ? $1 : $0
    }
  }
}
