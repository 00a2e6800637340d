import Geometry

/// Reads vectors and poses.
public enum VectorReader {
  public static func vector(_ node: AuthoredNode) throws(AuthoringError) -> Vector3 {
    let v = try node.doubles(3)
    return Vector3(v[0], v[1], v[2])
  }

  /// A vector of length 1, whatever length was written.
  public static func unit(_ node: AuthoredNode) throws(AuthoringError) -> Vector3 {
    let v = try vector(node)
    guard v.length > 1e-6 else { throw node.error("must not be of length 0") }
    return v / v.length
  }

  /// A unit quaternion (w, x, y, z).
  public static func quaternion(_ node: AuthoredNode) throws(AuthoringError) -> Quaternion {
    let q = try node.doubles(4)
    let norm = q.reduce(0) { $0 + $1 * $1 }
    guard (norm - 1).magnitude < 1e-3 else { throw node.error("must be of norm 1") }
    return Quaternion(w: q[0], x: q[1], y: q[2], z: q[3]).normalized
  }

  /// `position`, and `z_rotation` or `quaternion_wxyz`; what is not said is zero.
  public static func pose(_ fields: AuthoredFields) throws(AuthoringError) -> Pose {
    var pose = Pose.identity
    if let node = fields["position"] { pose.position = try vector(node) }
    if let node = fields["z_rotation"] {
      pose.orientation = Quaternion(axis: Vector3(0, 0, 1), angle: try node.double(in: -7...7))
    }
    if let node = fields["quaternion_wxyz"] {
      guard fields["z_rotation"] == nil else {
        throw node.error("and z_rotation cannot both be said")
      }
      pose.orientation = try quaternion(node)
    }
    return pose
  }

  /// The orientation of a hand whose fingers point along `approach` (down unless said) and open along
  /// `fingers` (x unless said).
  public static func hand(
    _ fields: AuthoredFields, _ node: AuthoredNode
  ) throws(AuthoringError) -> Quaternion {
    let z =
      try fields["approach"].map { node throws(AuthoringError) in try unit(node) }
      ?? Vector3(0, 0, -1)
    let wanted =
      try fields["fingers"].map { node throws(AuthoringError) in try unit(node) }
      ?? Vector3(1, 0, 0)
    let across = wanted - z * z.dot(wanted)
    guard across.length > 1e-3 else { throw node.error("fingers must not be along approach") }
    let x = across / across.length
    return Quaternion(columns: x, z.cross(x), z)
  }

  /// `[low, high]`.
  public static func range(_ node: AuthoredNode) throws(AuthoringError) -> ClosedRange<Double> {
    let values = try node.doubles(2)
    guard values[0] <= values[1] else { throw node.error("must be [low, high]") }
    return values[0]...values[1]
  }
}
