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
  /// The objects' bodies; those of objects that an episode does not have are left out of it.
  public var bodies: [Body]
  public var tableTop: TableTop?
  public var poseWorldRobotBase: Pose?

  /// An environment; bodies, table and base let the file be uploaded as demonstrations again.
  public init(
    name: String, version: String, robot: String, controlFrequency: Double,
    bodies: [Body] = [], tableTop: TableTop? = nil, poseWorldRobotBase: Pose? = nil
  ) {
    self.name = name
    self.version = version
    self.robot = robot
    self.controlFrequency = controlFrequency
    self.bodies = bodies
    self.tableTop = tableTop
    self.poseWorldRobotBase = poseWorldRobotBase
  }
}
