import Geometry

/// Which objects may be drawn; what is empty or nil asks for nothing.
public struct ObjectFilter: Sendable, Hashable {
  /// Any of these categories.
  public var categories: [String] = []
  /// Of any of these types.
  public var types: [String] = []
  /// With all of these flags.
  public var flags: [String] = []
  /// None of these categories.
  public var exclude: [String] = []
  /// The box it must fit in as it stands, metres.
  public var maxSize: Vector3?

  public init() {}
}
