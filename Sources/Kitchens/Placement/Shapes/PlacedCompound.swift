import Geometry

/// A body's collision primitives at a pose in the world, under a name for reports.
public struct PlacedCompound: Sendable, Hashable {
  /// For instance `counter_2` or `microwave/door`.
  public let name: String
  public let primitives: [PlacedPrimitive]
  /// The lower and the upper corner of the box around all, along the world's axes, metres.
  public let low: Vector3
  public let high: Vector3

  public init(name: String, primitives: [PlacedPrimitive]) {
    self.name = name
    self.primitives = primitives
    var low = Vector3(repeating: .infinity)
    var high = -low
    for primitive in primitives {
      low = pointwiseMin(low, primitive.low)
      high = pointwiseMax(high, primitive.high)
    }
    (self.low, self.high) = (low, high)
  }

  public init(name: String, geoms: [CollisionGeom], at pose: Pose) {
    self.init(
      name: name, primitives: geoms.map { PlacedPrimitive($0.shape, at: pose * $0.poseBodyGeom) })
  }

  public init(name: String, body: RigidBodyModel, at pose: Pose) {
    self.init(name: name, geoms: body.geoms, at: pose)
  }

  /// Whether any two primitives of two bodies overlap or come closer than `margin` metres.
  ///
  /// Of the other only those count that reach higher than `above` in the world.
  public func meets(
    _ other: PlacedCompound, margin: Double = 0, above: Double = -.infinity
  ) -> Bool {
    guard Bounds.meet(low, high, other.low, other.high, margin: margin) else { return false }
    return primitives.contains { mine in
      Bounds.meet(mine.low, mine.high, other.low, other.high, margin: margin)
        && other.primitives.contains {
          $0.high.z > above && PrimitiveOverlap.meet(mine, $0, margin: margin)
        }
    }
  }
}
