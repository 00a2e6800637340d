import Geometry

/// Where each object of a task may stand at the start: independent uniform ranges on the table.
public struct ResetDistribution: Sendable, Hashable, Codable {
  /// One object's ranges, relative to the centre of the table's top.
  public struct Placement: Sendable, Hashable, Codable {
    public var object: String
    /// Metres.
    public var x: ClosedRange<Double>
    public var y: ClosedRange<Double>
    /// Rotation about the vertical, radians.
    public var zRotation: ClosedRange<Double>

    public init(
      object: String, x: ClosedRange<Double>, y: ClosedRange<Double>,
      zRotation: ClosedRange<Double>
    ) {
      self.object = object
      self.x = x
      self.y = y
      self.zRotation = zRotation
    }
  }

  /// For instance `D0`.
  public var name: String
  /// In the task's order of objects.
  public var placements: [Placement]

  public init(name: String, placements: [Placement]) {
    self.name = name
    self.placements = placements
  }
}
