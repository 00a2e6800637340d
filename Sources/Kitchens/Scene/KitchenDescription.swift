import Episodes
import Geometry

/// What a task says of the kitchens it is done in: which fixtures and objects play which role, where
/// things start, and where the robot stands.
public struct KitchenDescription: Sendable, Hashable {
  /// In the file's order, as all the lists below.
  public var fixtures: [FixtureRole] = []
  public var objects: [ObjectRole] = []
  public var frames: [FrameRole] = []
  public var base = BaseRole()
  /// Where it must stand later, in the order in which it drives there.
  public var stops: [BaseStop] = []
  public var distractors = DistractorRole()
  /// The split that each reset distribution draws from.
  public var splits: [(name: String, split: KitchenOptions.Split)] {
    zip(distributionNames, distributionSplits).map { ($0, $1) }
  }
  public var distributionNames: [String] = []
  public var distributionSplits: [KitchenOptions.Split] = []

  public init() {}

  /// What the robot's base is called among a scene's objects.
  public static let baseName = "robot_base"

  /// What the place is called at which a base that starts elsewhere must end.
  public static let goalName = "base_goal"

  /// The name of a role's part among a scene's objects.
  public static func name(ofPart part: String, of role: String) -> String { "\(role)_\(part)" }
}

/// A fixture that a task speaks of.
public struct FixtureRole: Sendable, Hashable {
  public var name: String
  /// Any of these models.
  public var models: [String]
  /// Rows of the layout that it may stand in; empty for any.
  public var rows: [String] = []
  /// What its parameters must be.
  public var with: [ModelParameter] = []
  /// Parts that move; every other part is bolted where it is.
  public var parts: [String] = []
  /// Where joints stand at the start, as shares of their ranges.
  public var joints: [JointShare] = []
  /// Another role that it must be near, and how near, metres between their boxes on the floor plan.
  public var near: String?
  public var within = 0.5
  /// States that do not begin as the model says.
  public var states: [StateStart] = []

  public init(name: String, models: [String]) {
    self.name = name
    self.models = models
  }
}

/// A state's value at the start.
public struct StateStart: Sendable, Hashable {
  public var name: String
  public var isOn: Bool

  public init(name: String, isOn: Bool) {
    self.name = name
    self.isOn = isOn
  }
}

/// Where a part's joint stands at the start.
public struct JointShare: Sendable, Hashable {
  public var part: String
  /// 0 at the lower stop, 1 at the upper.
  public var share: ClosedRange<Double>

  public init(part: String, share: ClosedRange<Double>) {
    self.part = part
    self.share = share
  }
}

/// An object that a task speaks of.
public struct ObjectRole: Sendable, Hashable {
  public var name: String
  public var filter = ObjectFilter()
  public var spot: SpotDescription

  public init(name: String, spot: SpotDescription) {
    self.name = name
    self.spot = spot
  }
}

/// Where in a region something is put.
public struct SpotDescription: Sendable, Hashable {
  /// An object of the scene (`cabinet`, `drawer_drawer_0`, or an object's role) and its region.
  public var owner: String
  public var region: String
  /// Metres from the region's front edge; nil for anywhere in it.
  public var front: ClosedRange<Double>?
  /// A role that it stands beside, and the distance between their centres along the region, metres.
  public var beside: String?
  public var distance: ClosedRange<Double> = 0...10
  /// Rotation about the vertical relative to the region, radians.
  public var yaw: ClosedRange<Double> = 0...0
  /// Whether the hand must find room above it and beside it.
  public var isForHand = true

  public init(owner: String, region: String) {
    self.owner = owner
    self.region = region
  }
}

/// A frame that motions are relative to, beside objects and parts.
public struct FrameRole: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A site of an object or part, and goes with it.
    case site(owner: String, site: String)
    /// A place that is kept free for an object that is carried there: where its own frame is to be.
    case spot(SpotDescription, carrying: String)
    /// Where a carried object's frame is to be in a region of a movable object, and goes with that.
    case on(owner: String, region: String, carrying: String)
  }

  public var name: String
  public var kind: Kind

  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// Where the robot stands.
public struct BaseRole: Sendable, Hashable {
  /// A hand's pose that it must reach, in the frame of an object of the scene.
  public struct Reach: Sendable, Hashable {
    public var object: String
    /// In the object's frame: metres, and the hand's axes.
    public var pose: Pose
    /// Whether the hand may come turned by half a turn about its approach.
    public var mayTurn = true
    /// Whether the arm goes there straight from the entry before, as along a door's arc.
    public var follows = false
    /// Names of objects that are not there by then, such as a door that has been opened.
    public var ignoring: [String] = []

    public init(object: String, pose: Pose) {
      self.object = object
      self.pose = pose
    }
  }

  /// The fixture's role that it stands before.
  public var before = ""
  public var reach: [Reach] = []
  /// Whether it begins elsewhere on the floor and drives there.
  public var startsElsewhere = false

  public init() {}
}

/// A place on the floor to which the base drives in the course of a task.
public struct BaseStop: Sendable, Hashable {
  /// What the place is called among a scene's objects.
  public var name: String
  public var role: BaseRole

  public init(name: String, role: BaseRole) {
    self.name = name
    self.role = role
  }
}

/// Other objects that stand about.
public struct DistractorRole: Sendable, Hashable {
  public var count: ClosedRange<Int> = 0...0
  public var filter = ObjectFilter()
  /// Regions they may stand in.
  public var spots: [SpotDescription] = []

  public init() {}
}
