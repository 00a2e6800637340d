import Geometry

/// One recorded demonstration of T control steps by one arm; immutable once checked.
///
/// World frame, metres, radians. Frame conventions are robosuite's: the end effector is the grip site,
/// +z out of the hand, fingers along its x axis.
public struct Demonstration: Sendable, Hashable, Codable {
  /// The poses of one object, and what it is made of.
  public struct ObjectTrack: Sendable, Hashable, Codable {
    public var name: String
    /// (T) poses, object to world.
    public var poses: [Pose]
    /// Nil when the file says nothing of its shape: then the task does.
    public var body: RigidBodyModel?

    public init(name: String, poses: [Pose], body: RigidBodyModel? = nil) {
      self.name = name
      self.poses = poses
      self.body = body
    }
  }

  /// A subtask termination signal: the subtask ends at its first rising edge.
  public struct Signal: Sendable, Hashable, Codable {
    public var name: String
    /// (T) values.
    public var values: [Bool]

    public init(name: String, values: [Bool]) {
      self.name = name
      self.values = values
    }
  }

  /// Its name in the file, for instance `demo_0`.
  public var name: String
  /// Lower-case name of the robot, for instance `panda`.
  public var robot: String
  /// Control steps per second.
  public var controlFrequency: Double
  /// (T) measured end-effector poses.
  public var eefPoses: [Pose]
  /// (T) absolute controller targets that the recorded actions asked for.
  public var targetPoses: [Pose]
  /// (T) gripper actions, -1 open, +1 closed.
  public var gripperActions: [Double]
  /// Sorted by name.
  public var objects: [ObjectTrack]
  /// Sorted by name.
  public var signals: [Signal]
  public var tableTop: TableTop?
  public var poseWorldRobotBase: Pose?
  /// Where it was recorded, in the file's words: environment or collection.
  public var source: String?
  /// The task that it shows, where that has been said; composite tasks choose by it.
  public var task: String?

  public init(
    name: String, robot: String, controlFrequency: Double, eefPoses: [Pose],
    targetPoses: [Pose], gripperActions: [Double], objects: [ObjectTrack], signals: [Signal],
    tableTop: TableTop? = nil, poseWorldRobotBase: Pose? = nil, source: String? = nil
  ) {
    self.name = name
    self.robot = robot
    self.controlFrequency = controlFrequency
    self.eefPoses = eefPoses
    self.targetPoses = targetPoses
    self.gripperActions = gripperActions
    self.objects = objects
    self.signals = signals
    self.tableTop = tableTop
    self.poseWorldRobotBase = poseWorldRobotBase
    self.source = source
  }

  /// T, the number of frames.
  public var frames: Int { eefPoses.count }

  /// The track of an object, or nil.
  public func object(_ name: String) -> ObjectTrack? { objects.first { $0.name == name } }

  /// The signal of a name, or nil.
  public func signal(_ name: String) -> Signal? { signals.first { $0.name == name } }
}
