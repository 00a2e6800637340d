import Geometry

/// What all episodes of a robomimic file have in common: the environment's name, and what is in it.
public struct RobomimicEnvironment: Sendable, Hashable {
  /// What an object is made of.
  public struct Body: Sendable, Hashable {
    public var name: String
    public var model: RigidBodyModel

    /// A named body.
    public init(name: String, model: RigidBodyModel) {
      self.name = name
      self.model = model
    }
  }

  /// For instance `Stack_D0`.
  public var name: String
  /// Of the program that made the episodes.
  public var version: String
  /// Lower-case name of the robot.
  public var robot: String
  /// Control steps per second.
  public var controlFrequency: Double
  /// The world of all episodes, but those that come with their own.
  public var world: World
  /// The objects that observations and annotation are of, in this order; nil for all of each episode's.
  ///
  /// Others that stand about are in the states only.
  public var objects: [String]?
  /// Whether episodes are of several tasks, so that their signals differ.
  public var holdsTasks = false
  /// The ways in which the task may be asked for, but those that its split keeps for others; empty where
  /// there is only each episode's own.
  public var instructions: [String] = []
  /// The same by task, and by the split that an episode's kitchen was drawn from.
  public var templates: [String: [String: [String]]] = [:]
  /// What every episode's cameras are called and how large their pictures are; empty for none.
  public var cameras: [Camera] = []

  /// A camera of all episodes.
  public struct Camera: Sendable, Hashable {
    /// What keys of observations begin with.
    public var name: String
    public var width: Int
    public var height: Int
    public var hasDepth: Bool

    public init(name: String, width: Int, height: Int, hasDepth: Bool = false) {
      self.name = name
      self.width = width
      self.height = height
      self.hasDepth = hasDepth
    }
  }

  /// What episodes happen in; it lets the file be uploaded as demonstrations again.
  public struct World: Sendable, Hashable {
    /// The objects' bodies; those of objects that an episode does not have are left out of it.
    public var bodies: [Body]
    public var tableTop: TableTop?
    public var poseWorldRobotBase: Pose?

    public init(bodies: [Body] = [], tableTop: TableTop? = nil, poseWorldRobotBase: Pose? = nil) {
      self.bodies = bodies
      self.tableTop = tableTop
      self.poseWorldRobotBase = poseWorldRobotBase
    }
  }

  /// An environment; bodies, table and base let the file be uploaded as demonstrations again.
  public init(
    name: String, version: String, robot: String, controlFrequency: Double,
    bodies: [Body] = [], tableTop: TableTop? = nil, poseWorldRobotBase: Pose? = nil
  ) {
    self.name = name
    self.version = version
    self.robot = robot
    self.controlFrequency = controlFrequency
    world = World(
      bodies: bodies, tableTop: tableTop, poseWorldRobotBase: poseWorldRobotBase)
  }
}
