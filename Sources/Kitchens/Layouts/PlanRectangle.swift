import Geometry

/// A rectangle in the plan, seen from above, turned about z.
public struct PlanRectangle: Sendable, Hashable {
  /// Metres.
  public var center: SIMD2<Double>
  /// The unit vector of its first half extent.
  public var axis: SIMD2<Double>
  /// Metres, along `axis` and along the axis a quarter turn to its left.
  public var half: SIMD2<Double>

  public init(center: SIMD2<Double>, axis: SIMD2<Double>, half: SIMD2<Double>) {
    self.center = center
    self.axis = axis
    self.half = half
  }

  /// The rectangle between two x and two y of a frame that stands upright.
  public init(_ pose: Pose, x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let middle = pose.transform(
      Vector3((x.lowerBound + x.upperBound) / 2, (y.lowerBound + y.upperBound) / 2, 0))
    let axis = pose.orientation.rotate(Vector3(1, 0, 0))
    self.init(
      center: SIMD2(middle.x, middle.y), axis: SIMD2(axis.x, axis.y),
      half: SIMD2((x.upperBound - x.lowerBound) / 2, (y.upperBound - y.lowerBound) / 2))
  }

  /// Whether it and another overlap by more than `tolerance` metres (separating axes).
  public func overlaps(_ other: PlanRectangle, tolerance: Double = 0) -> Bool {
    let between = other.center - center
    for axis in [axis, other.axis] {
      for direction in [axis, SIMD2(-axis.y, axis.x)] {
        let distance = (between * direction).sum().magnitude
        if distance >= reach(direction) + other.reach(direction) - tolerance { return false }
      }
    }
    return true
  }

  /// How far it reaches from its centre along a unit direction, metres.
  func reach(_ direction: SIMD2<Double>) -> Double {
    let along = (axis * direction).sum().magnitude
    let across = (SIMD2(-axis.y, axis.x) * direction).sum().magnitude
    return half.x * along + half.y * across
  }

  /// The lower and upper corner of the box around it whose sides follow the axes.
  public var bounds: (low: SIMD2<Double>, high: SIMD2<Double>) {
    let reach = SIMD2(reach(SIMD2(1, 0)), reach(SIMD2(0, 1)))
    return (center - reach, center + reach)
  }
}
