/// A vector or point in three dimensions; metres unless a name says otherwise.
public typealias Vector3 = SIMD3<Double>

extension SIMD3<Double> {
  /// The scalar product with another vector.
  @inlinable public func dot(_ other: Vector3) -> Double {
    x * other.x + y * other.y + z * other.z
  }

  /// The right-handed vector product with another vector.
  @inlinable public func cross(_ other: Vector3) -> Vector3 {
    Vector3(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  /// The Euclidean length.
  @inlinable public var length: Double { dot(self).squareRoot() }

  /// Whether no component is NaN or infinite.
  @inlinable public var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}
