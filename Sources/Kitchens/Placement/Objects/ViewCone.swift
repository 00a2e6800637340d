import Geometry

/// What a camera sees, as a cone.
public struct ViewCone: Sendable, Hashable {
  public var apex: Vector3
  /// Unit vector.
  public var direction: Vector3
  /// The cosine of half the opening angle.
  public var minCosine: Double
  /// Metres.
  public var maxDistance: Double

  public init(apex: Vector3, direction: Vector3, halfAngle: Double, maxDistance: Double) {
    self.apex = apex
    self.direction = direction / max(1e-12, direction.length)
    minCosine = Trigonometry.cos(halfAngle)
    self.maxDistance = maxDistance
  }

  /// Whether a point of the world is inside.
  public func contains(_ point: Vector3) -> Bool {
    let way = point - apex
    let distance = way.length
    return distance <= maxDistance && way.dot(direction) >= minCosine * distance
  }
}
