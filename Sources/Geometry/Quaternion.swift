/// A rotation as a unit quaternion, stored (w, x, y, z).
@frozen public struct Quaternion: Sendable, Hashable, Codable {
  public var w: Double
  public var x: Double
  public var y: Double
  public var z: Double

  /// Takes the four components as they are, without normalizing.
  @inlinable public init(w: Double, x: Double, y: Double, z: Double) {
    self.w = w
    self.x = x
    self.y = y
    self.z = z
  }

  /// No rotation.
  @inlinable public static var identity: Quaternion { Quaternion(w: 1, x: 0, y: 0, z: 0) }

  /// A rotation by `angle` radians about a unit `axis`.
  @inlinable public init(axis: Vector3, angle: Double) {
    let (s, c) = Trigonometry.sincos(angle / 2)
    self.init(w: c, x: axis.x * s, y: axis.y * s, z: axis.z * s)
  }

  /// The rotation of a rotation vector: its length is the angle in radians, its direction the axis.
  public init(rotationVector: Vector3) {
    let angle = rotationVector.length
    if angle < 1e-12 {
      // first order; the second-order term is below the last bit
      self.init(
        w: 1, x: rotationVector.x / 2, y: rotationVector.y / 2, z: rotationVector.z / 2)
    } else {
      self.init(axis: rotationVector / angle, angle: angle)
    }
  }

  @inlinable public var vector: Vector3 { Vector3(x, y, z) }

  /// The inverse rotation.
  @inlinable public var conjugate: Quaternion { Quaternion(w: w, x: -x, y: -y, z: -z) }

  /// The same rotation with unit norm.
  @inlinable public var normalized: Quaternion {
    let n = 1 / (w * w + x * x + y * y + z * z).squareRoot()
    return Quaternion(w: w * n, x: x * n, y: y * n, z: z * n)
  }

  /// The rotation `lhs` after `rhs`.
  @inlinable public static func * (lhs: Quaternion, rhs: Quaternion) -> Quaternion {
    Quaternion(
      w: lhs.w * rhs.w - lhs.x * rhs.x - lhs.y * rhs.y - lhs.z * rhs.z,
      x: lhs.w * rhs.x + lhs.x * rhs.w + lhs.y * rhs.z - lhs.z * rhs.y,
      y: lhs.w * rhs.y - lhs.x * rhs.z + lhs.y * rhs.w + lhs.z * rhs.x,
      z: lhs.w * rhs.z + lhs.x * rhs.y - lhs.y * rhs.x + lhs.z * rhs.w)
  }

  /// A vector turned by this rotation.
  @inlinable public func rotate(_ v: Vector3) -> Vector3 {
    let t = 2 * vector.cross(v)
    return v + w * t + vector.cross(t)
  }

  /// The rotation vector, of length at most pi: axis times angle in radians.
  public var rotationVector: Vector3 {
    let sign: Double = w < 0 ? -1 : 1
    let s = vector.length
    if s < 1e-12 { return 2 * sign * vector }
    let angle = 2 * Trigonometry.atan2(s, sign * w)
    return vector * (sign * angle / s)
  }

  /// The angle of the rotation in radians, within [0, pi].
  @inlinable public var angle: Double {
    2 * Trigonometry.atan2(vector.length, w.magnitude)
  }

  /// The rotation a fraction `t` of the way to `other` along the shorter arc, at constant speed.
  public func interpolated(to other: Quaternion, fraction t: Double) -> Quaternion {
    let delta = (other * conjugate).rotationVector
    return (Quaternion(rotationVector: delta * t) * self).normalized
  }
}
