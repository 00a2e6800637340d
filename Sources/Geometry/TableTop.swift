/// A horizontal working surface.
public struct TableTop: Sendable, Hashable, Codable {
  /// The centre of the top face in the world, metres.
  public var center: Vector3
  /// The extents along x and y, metres.
  public var size: SIMD2<Double>

  public init(center: Vector3, size: SIMD2<Double>) {
    self.center = center
    self.size = size
  }
}
