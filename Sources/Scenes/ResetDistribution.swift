import Geometry

/// Where each object of a task may stand at the start: independent uniform ranges.
public struct ResetDistribution: Sendable, Hashable, Codable {
  /// One object's ranges, relative to the centre of the table's top, or to another object's frame.
  public struct Placement: Sendable, Hashable, Codable {
    public var object: String
    /// Metres.
    public var x: ClosedRange<Double>
    public var y: ClosedRange<Double>
    /// Rotation about the vertical, radians.
    public var zRotation: ClosedRange<Double>
    /// Height of the object's lowest point (of a place: of its origin), metres.
    public var z: ClosedRange<Double>
    /// How often the height is drawn from `z`; else it is its lower bound.
    public var zProbability: Double
    /// The object, placed earlier, whose frame the ranges are in; nil for the table's.
    public var relativeTo: String?
    /// Distance from the ranges' origin that a draw keeps at least, metres.
    public var minRadius: Double

    public init(
      object: String, x: ClosedRange<Double>, y: ClosedRange<Double>,
      zRotation: ClosedRange<Double>, z: ClosedRange<Double> = 0...0, zProbability: Double = 1,
      relativeTo: String? = nil, minRadius: Double = 0
    ) {
      self.object = object
      self.x = x
      self.y = y
      self.zRotation = zRotation
      self.z = z
      self.zProbability = zProbability
      self.relativeTo = relativeTo
      self.minRadius = minRadius
    }
  }

  /// Where an articulated part may stand, metres or radians.
  public struct JointRange: Sendable, Hashable, Codable {
    public var object: String
    public var range: ClosedRange<Double>

    public init(object: String, range: ClosedRange<Double>) {
      self.object = object
      self.range = range
    }
  }

  /// For instance `D0`.
  public var name: String
  /// In the task's order of objects, articulated parts left out.
  public var placements: [Placement]
  /// Articulated parts that do not start as their joint says.
  public var joints: [JointRange]

  public init(name: String, placements: [Placement], joints: [JointRange] = []) {
    self.name = name
    self.placements = placements
    self.joints = joints
  }
}
