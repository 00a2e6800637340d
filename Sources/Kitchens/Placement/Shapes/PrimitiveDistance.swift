import Geometry

/// How far two collision primitives are apart, exactly: no shape is taken for the box around it.
///
/// Gilbert, Johnson and Keerthi 1988 on the cores' support functions, with van den Bergen's bounds
/// (1999) to stop as soon as the answer is known; points and segments in closed form.
public enum PrimitiveDistance {
  /// The distance of two primitives, metres, good to about 1e-7; 0 where they meet.
  public static func between(_ a: PlacedPrimitive, _ b: PlacedPrimitive) -> Double {
    max(0, coreDistance(a, b, limit: nil) - a.rounding - b.rounding)
  }

  /// The distance of the cores; where `limit` is given, any number on the right side of it will do.
  static func coreDistance(_ a: PlacedPrimitive, _ b: PlacedPrimitive, limit: Double?) -> Double {
    switch (a.core, b.core) {
    case (.point, _): pointDistance(a.center, b)
    case (_, .point): pointDistance(b.center, a)
    case (.segment, .segment): segmentDistance(a, b)
    default: iterate(a, b, limit: limit)
    }
  }

  /// From a point to a core.
  private static func pointDistance(_ point: Vector3, _ b: PlacedPrimitive) -> Double {
    let offset = point - b.center
    switch b.core {
    case .point: return offset.length
    case .segment:
      let square = b.z.dot(b.z)
      let t = square > 0 ? min(1, max(-1, offset.dot(b.z) / square)) : 0
      return (offset - b.z * t).length
    case .box:
      var nearest = Vector3.zero
      for edge in [b.x, b.y, b.z] {
        nearest += edge * min(1, max(-1, offset.dot(edge) / edge.dot(edge)))
      }
      return (offset - nearest).length
    case .cylinder:
      let along = offset.dot(b.axis)
      let beyond = max(0, along.magnitude - b.z.length)
      let outside = max(0, (offset - b.axis * along).length - b.radius)
      return (beyond * beyond + outside * outside).squareRoot()
    }
  }

  /// Between two segments (Ericson 2004, section 5.1.9), each from -z to +z of its center.
  private static func segmentDistance(_ a: PlacedPrimitive, _ b: PlacedPrimitive) -> Double {
    let offset = a.center - b.center
    let (aa, bb, ab) = (a.z.dot(a.z), b.z.dot(b.z), a.z.dot(b.z))
    let (ra, rb) = (a.z.dot(offset), b.z.dot(offset))
    let determinant = aa * bb - ab * ab
    var s = 0.0
    if determinant > 1e-14 * aa * bb { s = min(1, max(-1, (ab * rb - ra * bb) / determinant)) }
    let t = bb > 0 ? min(1, max(-1, (ab * s + rb) / bb)) : 0
    s = aa > 0 ? min(1, max(-1, (ab * t - ra) / aa)) : 0
    // parallel ones need the second clamp's answer once more
    let t2 = bb > 0 ? min(1, max(-1, (ab * s + rb) / bb)) : 0
    return (offset + a.z * s - b.z * t2).length
  }

  private static func iterate(_ a: PlacedPrimitive, _ b: PlacedPrimitive, limit: Double?) -> Double
  {
    var nearest = a.center - b.center
    if nearest.dot(nearest) < 1e-24 { return 0 }
    var simplex = Simplex()
    for iteration in 0..<200 {
      let square = nearest.dot(nearest)
      let length = square.squareRoot()
      let point = a.support(-nearest) - b.support(nearest)
      let bound = nearest.dot(point) / length

      // the distance is within bound...length
      if let limit {
        if bound > limit { return bound }
        if length <= limit { return length }
      }
      if length - bound <= 1e-10 + 1e-9 * length || simplex.contains(point) { return length }
      simplex.add(point)
      guard let reduced = simplex.reduceToNearest(), reduced.dot(reduced) > 1e-24 else { return 0 }

      // it comes nearer each time, until rounding errors are all that is left
      if iteration > 0, reduced.dot(reduced) >= square { return length }
      nearest = reduced
    }
    return nearest.length
  }
}

/// Whether two collision primitives come too near, exactly.
public enum PrimitiveOverlap {
  /// Whether two primitives overlap or come closer than `margin` metres, which is not negative.
  public static func meet(_ a: PlacedPrimitive, _ b: PlacedPrimitive, margin: Double = 0) -> Bool {
    guard a.mayMeet(b, margin: margin) else { return false }
    let limit = margin + a.rounding + b.rounding
    return PrimitiveDistance.coreDistance(a, b, limit: limit) <= limit
  }
}
