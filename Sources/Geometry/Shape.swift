/// A collision primitive, centred on its own frame; metres.
///
/// Cylinders and capsules lie along z; `halfLength` of a capsule leaves its caps out.
public enum Shape: Sendable, Hashable, Codable {
  case box(halfExtents: Vector3)
  case sphere(radius: Double)
  case cylinder(radius: Double, halfLength: Double)
  case capsule(radius: Double, halfLength: Double)

  /// Every size in the order of the case's labels.
  public var sizes: [Double] {
    switch self {
    case .box(let h): [h.x, h.y, h.z]
    case .sphere(let r): [r]
    case .cylinder(let r, let l), .capsule(let r, let l): [r, l]
    }
  }

  /// The volume in cubic metres.
  public var volume: Double {
    switch self {
    case .box(let h): 8 * h.x * h.y * h.z
    case .sphere(let r): 4 / 3 * .pi * r * r * r
    case .cylinder(let r, let l): .pi * r * r * 2 * l
    case .capsule(let r, let l): .pi * r * r * 2 * l + 4 / 3 * .pi * r * r * r
    }
  }

  /// The half height above the centre when the shape is turned by `orientation`.
  public func halfHeight(_ orientation: Quaternion) -> Double {
    let up = orientation.conjugate.rotate(Vector3(0, 0, 1))
    switch self {
    case .box(let h): return up.x.magnitude * h.x + up.y.magnitude * h.y + up.z.magnitude * h.z
    case .sphere(let r): return r
    case .cylinder(let r, let l):
      return up.z.magnitude * l + r * (up.x * up.x + up.y * up.y).squareRoot()
    case .capsule(let r, let l): return up.z.magnitude * l + r
    }
  }
}
