import Geometry

/// How an object of a scene is held: freely, bolted to the world, by a joint, or not at all.
public enum ObjectMount: Sendable, Hashable, Codable {
  /// Moves as forces move it.
  case free
  /// Never moves, and everything collides with it.
  case fixed
  /// A place without substance, for instance a goal.
  case place
  /// Moves along or about one axis of another object.
  case jointed(ObjectJoint)
  /// A frame without substance that goes with another object, for instance a door's handle.
  case frame(ObjectFrame)

  /// The joint, where there is one.
  public var joint: ObjectJoint? {
    if case .jointed(let joint) = self { joint } else { nil }
  }

  /// What it goes with, where it is a frame.
  public var frame: ObjectFrame? {
    if case .frame(let frame) = self { frame } else { nil }
  }

  /// Whether it collides with anything.
  public var isSubstance: Bool {
    switch self {
    case .free, .fixed, .jointed: true
    case .place, .frame: false
    }
  }

  /// The word for it in files and answers.
  public var word: String {
    switch self {
    case .free: "free"
    case .fixed: "fixed"
    case .place: "place"
    case .jointed: "joint"
    case .frame: "frame"
    }
  }

  private enum CodingKeys: String, CodingKey { case mount, joint, frame }

  /// Reads `{"mount": "free"}`, or `{"mount": "joint", "joint": {...}}`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let word = try values.decode(String.self, forKey: .mount)
    switch word {
    case "free": self = .free
    case "fixed": self = .fixed
    case "place": self = .place
    case "joint": self = .jointed(try values.decode(ObjectJoint.self, forKey: .joint))
    case "frame": self = .frame(try values.decode(ObjectFrame.self, forKey: .frame))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .mount, in: values, debugDescription: "is none of free, fixed, place, joint, frame")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(word, forKey: .mount)
    try values.encodeIfPresent(joint, forKey: .joint)
    try values.encodeIfPresent(frame, forKey: .frame)
  }
}

/// A joint with friction and stops that ties an articulated part (drawer, lid, knob, button) to another
/// object.
public struct ObjectJoint: Sendable, Hashable, Codable {
  enum CodingKeys: String, CodingKey {
    case kind = "type"
    case parent
    case poseParentPart = "pose_parent_part"
    case axis, range, friction, damping, stiffness, rest, initial
  }

  /// What the joint lets through.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case hinge, slider }

  public var kind: Kind
  /// The name of the object it is tied to, which comes earlier in the task.
  public var parent: String
  /// The part's frame in the parent's at position 0; a hinge turns about its origin.
  public var poseParentPart: Pose
  /// Unit axis in the part's frame: positive positions turn about it, or slide along it.
  public var axis: Vector3
  /// The stops, metres or radians.
  public var range: ClosedRange<Double>
  /// Coulomb friction, N or N m.
  public var friction: Double
  /// Viscous damping, N s/m or N m s/rad.
  public var damping: Double
  /// Spring towards `rest`, N/m or N m/rad; 0 for none.
  public var stiffness: Double
  public var rest: Double
  /// Where it may stand at reset, unless the distribution says otherwise.
  public var initial: ClosedRange<Double>

  public init(
    kind: Kind, parent: String, poseParentPart: Pose, axis: Vector3, range: ClosedRange<Double>,
    friction: Double = 0, damping: Double = 0, stiffness: Double = 0, rest: Double = 0,
    initial: ClosedRange<Double> = 0...0
  ) {
    self.kind = kind
    self.parent = parent
    self.poseParentPart = poseParentPart
    self.axis = axis
    self.range = range
    self.friction = friction
    self.damping = damping
    self.stiffness = stiffness
    self.rest = rest
    self.initial = initial
  }

  /// The part's pose in the parent's frame at a position, metres or radians.
  public func poseParentPart(at position: Double) -> Pose {
    switch kind {
    case .hinge: poseParentPart * Pose(.zero, Quaternion(axis: axis, angle: position))
    case .slider: poseParentPart * Pose(axis * position)
    }
  }

  /// A position as a share of the range, 0 at the lower stop and 1 at the upper.
  public func share(of position: Double) -> Double {
    (position - range.lowerBound) / max(1e-9, range.upperBound - range.lowerBound)
  }
}
