import Geometry

/// Where in a region an object may be put, and what must hold there.
public struct PlacementOptions: Sendable {
  /// A rectangle of the region's floor, as shares of its width and depth: 0 at the left or at the
  /// front, 1 at the right or at the back.
  public struct Window: Sendable, Hashable {
    public var width: ClosedRange<Double>
    public var depth: ClosedRange<Double>

    public init(width: ClosedRange<Double> = 0...1, depth: ClosedRange<Double> = 0...1) {
      self.width = width
      self.depth = depth
    }
  }

  /// Beside something else, as seen along the region's +y.
  public struct Beside: Sendable, Hashable {
    public enum Side: String, Sendable, Hashable, Codable, CaseIterable { case any, left, right }

    /// A point of the world; only its horizontal place counts.
    public var point: Vector3
    public var side: Side
    /// From the point to the object's origin: horizontally for `any`, sidewards for the others; metres.
    public var distance: ClosedRange<Double>

    public init(point: Vector3, side: Side = .any, distance: ClosedRange<Double>) {
      self.point = point
      self.side = side
      self.distance = distance
    }
  }

  /// What of the object must be over the region's floor.
  public enum Containment: String, Sendable, Hashable, Codable, CaseIterable {
    /// All of it, and it must be no higher than the region, as an object in a microwave.
    case all
    /// All of it, however high it is.
    case footprint
    /// Its centre only, as a pizza that is wider than its plate.
    case center
  }

  /// A hand that must find room at the object in one of several ways.
  public struct Hand: Sendable {
    public var envelope: HandEnvelope
    /// The end effector's frame in the object's, one for each way to take hold of it.
    public var approaches: [Pose]

    public init(envelope: HandEnvelope, approaches: [Pose]) {
      self.envelope = envelope
      self.approaches = approaches
    }
  }

  /// A wider gap to some of what is there.
  public struct Apart: Sendable, Hashable {
    /// As the surroundings have them; a part's name is `NAME/PART`.
    public var names: [String]
    /// Metres.
    public var gap: Double

    public init(names: [String], gap: Double) {
      self.names = names
      self.gap = gap
    }
  }

  public var window = Window()
  /// From the region's front edge to the object's origin, metres; nil for no such limit.
  ///
  /// Where the region is shallower, as far in as it goes.
  public var fromFrontEdge: ClosedRange<Double>? = 0.12...0.40
  public var beside: Beside?
  public var containment = Containment.all
  /// Whether a pose of the object in the world is wanted at all, for instance in view of a camera.
  public var accepts: (@Sendable (Pose) -> Bool)?
  /// The object's rotation about z relative to the region's axes, radians.
  public var yaw: ClosedRange<Double> = -.pi ... .pi
  /// The smallest gap to anything else, metres; the surface below does not count.
  public var gap = 0.005
  /// What must be farther away than the gap.
  public var apart: Apart?
  /// Above the surface, so that no contact starts deep; metres.
  public var lift = 0.000_2
  public var hand: Hand?
  /// Whether an arm reaches an end effector's frame of the world; asked last, as it is slow.
  public var reaches: (@Sendable (Pose) -> Bool)?
  public var tries = 200

  public init() {}
}
