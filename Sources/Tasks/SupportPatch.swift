import Geometry

/// A convex patch of a body's topmost or lowest surface, seen from above; metres.
///
/// The area that supports a body is the convex hull of where its lowest patches lie over the topmost
/// ones of what it stands on; it stands as long as its centre of mass is over that area.
struct SupportPatch {
  /// The corners, counterclockwise; fewer than three when there is no area.
  var corners: [SIMD2<Double>]

  /// The convex hull of points (Andrew 1979, monotone chain).
  init(hull points: [SIMD2<Double>]) {
    let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    corners = []
    guard sorted.count > 2 else { return }
    func half(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
      var chain: [SIMD2<Double>] = []
      for point in points {
        while chain.count > 1, Self.side(chain[chain.count - 2], chain[chain.count - 1], point) <= 0
        {
          chain.removeLast()
        }
        chain.append(point)
      }
      return chain.dropLast()
    }
    corners = half(sorted) + half(sorted.reversed())
  }

  /// The patches of a body that are within `depth` metres of its topmost level, or of its lowest.
  static func patches(
    of body: RigidBodyModel, at pose: Pose, top: Bool, depth: Double
  ) -> [SupportPatch] {
    let sign = top ? 1.0 : -1.0
    let extent = body.verticalExtent(pose.orientation)
    let level = sign * pose.position.z + (top ? extent.above : extent.below)
    return body.geoms.compactMap { geom in
      let placed = pose * geom.poseBodyGeom
      let patch = SupportPatch(hull: points(geom.shape, placed, sign, above: level - depth))
      return patch.corners.count > 2 ? patch : nil
    }
  }

  /// Whether a point is over the patch or its edge.
  func contains(_ point: SIMD2<Double>) -> Bool {
    guard corners.count > 2 else { return false }
    return corners.indices.allSatisfy { index in
      Self.side(corners[index], corners[(index + 1) % corners.count], point) >= 0
    }
  }

  /// The corners of what two patches have in common (Sutherland and Hodgman 1974).
  func overlap(_ other: SupportPatch) -> [SIMD2<Double>] {
    var kept = corners
    for index in other.corners.indices {
      let a = other.corners[index]
      let b = other.corners[(index + 1) % other.corners.count]
      var next: [SIMD2<Double>] = []
      for (position, point) in kept.enumerated() {
        let before = kept[(position + kept.count - 1) % kept.count]
        let (now, then) = (Self.side(a, b, point), Self.side(a, b, before))
        if (now >= 0) != (then >= 0) {
          next.append(before + (point - before) * (then / (then - now)))
        }
        if now >= 0 { next.append(point) }
      }
      kept = next
    }
    return kept
  }

  /// Positive where a point is on the left of the line from `a` to `b`.
  private static func side(
    _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ point: SIMD2<Double>
  ) -> Double {
    (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
  }

  // MARK: Surfaces

  /// Corners of a circle of radius 1.
  private static let circle: [SIMD2<Double>] = (0..<64).map {
    let (s, c) = Trigonometry.sincos(2 * .pi * Double($0) / 64)
    return SIMD2(c, s)
  }

  /// Points of a shape's surface around the part of it whose height times `sign` is above a level.
  private static func points(
    _ shape: Shape, _ pose: Pose, _ sign: Double, above level: Double
  ) -> [SIMD2<Double>] {
    switch shape {
    case .box(let h):
      let ring = [SIMD2(-1.0, -1.0), SIMD2(1, -1), SIMD2(1, 1), SIMD2(-1, 1)]
      return prism(ring.map { SIMD2($0.x * h.x, $0.y * h.y) }, h.z, pose, sign, level)
    case .cylinder(let r, let l): return prism(circle.map { $0 * r }, l, pose, sign, level)
    case .sphere(let r): return cap(pose.position, r, sign, level)
    case .capsule(let r, let l):
      // balls along its axis, whose hull is near enough
      return (-4...4).flatMap { step in
        cap(pose.transform(Vector3(0, 0, l * Double(step) / 4)), r, sign, level)
      }
    }
  }

  /// The outline of a ball's part above a level.
  private static func cap(
    _ center: Vector3, _ radius: Double, _ sign: Double, _ level: Double
  ) -> [SIMD2<Double>] {
    let depth = min(radius, sign * center.z + radius - level)
    guard depth > 0 else { return [] }
    let reach = (depth * (2 * radius - depth)).squareRoot()
    return circle.map { SIMD2(center.x, center.y) + $0 * reach }
  }

  /// The corners of an upright prism's part above a level, and where its edges cross that level.
  private static func prism(
    _ ring: [SIMD2<Double>], _ half: Double, _ pose: Pose, _ sign: Double, _ level: Double
  ) -> [SIMD2<Double>] {
    let lower = ring.map { pose.transform(Vector3($0.x, $0.y, -half)) }
    let upper = ring.map { pose.transform(Vector3($0.x, $0.y, half)) }
    var points: [SIMD2<Double>] = []
    func edge(_ a: Vector3, _ b: Vector3) {
      let (over, next) = (sign * a.z - level, sign * b.z - level)
      if over >= 0 { points.append(SIMD2(a.x, a.y)) }
      if (over >= 0) != (next >= 0) {
        let p = a + (b - a) * (over / (over - next))
        points.append(SIMD2(p.x, p.y))
      }
    }
    for index in ring.indices {
      let next = (index + 1) % ring.count
      edge(lower[index], lower[next])
      edge(upper[index], upper[next])
      edge(lower[index], upper[index])
    }
    return points
  }
}
