/// What a camera sees: colours, and of each pixel's middle the depth and the instance, row by row.
public struct Frame: Sendable {
  public var picture: Picture
  /// Metres along the line of sight, infinite where there is nothing; empty when not asked for.
  public var depth: [Float]
  /// A body's index in the scene plus 1, 0 where there is nothing; empty when not asked for.
  public var instances: [UInt16]
}
