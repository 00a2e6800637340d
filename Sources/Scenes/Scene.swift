import Geometry

/// One concrete world: a table, objects with their poses, where the robot stands.
public struct Scene: Sendable, Hashable, Codable {
  /// An object in its place.
  public struct Object: Sendable, Hashable, Codable {
    public var name: String
    public var body: RigidBodyModel
    public var poseWorldObject: Pose
    public var mount: ObjectMount
    /// Of an articulated part, metres or radians; 0 for the others.
    public var jointPosition: Double
    /// The slot of each geom's surface; empty where nothing is known.
    public var materials: [String] = []
    /// What is seen of it besides its geoms.
    public var visuals: [SceneVisual] = []

    public init(
      name: String, body: RigidBodyModel, poseWorldObject: Pose, mount: ObjectMount = .free,
      jointPosition: Double = 0
    ) {
      self.name = name
      self.body = body
      self.poseWorldObject = poseWorldObject
      self.mount = mount
      self.jointPosition = jointPosition
    }
  }

  public var tableTop: TableTop
  public var poseWorldRobotBase: Pose
  /// In the task's order.
  public var objects: [Object]
  /// What never moves besides: a kitchen's walls, counters and cabinets.
  public var fixtures: [SceneFixture] = []
  /// Where a base may drive; nil where there is no floor to speak of.
  public var floor: FloorArea?
  /// How the slots that geoms name look, sorted by slot.
  public var surfaces: [Surface] = []
  public var lights: [SceneLight] = []

  /// A slot's texture.
  public struct Surface: Sendable, Hashable, Codable {
    public var slot: String
    public var texture: SurfaceTexture

    public init(slot: String, texture: SurfaceTexture) {
      self.slot = slot
      self.texture = texture
    }
  }

  public init(tableTop: TableTop, poseWorldRobotBase: Pose, objects: [Object]) {
    self.tableTop = tableTop
    self.poseWorldRobotBase = poseWorldRobotBase
    self.objects = objects
  }
}
