import Geometry

/// What predicates see of a world: objects, and who touches whom; pure values, no physics handles.
public struct ObservedState: Sendable {
  /// One object as it is now.
  public struct Object: Sendable {
    public var pose: Pose
    /// Metres per second.
    public var linearVelocity: Vector3
    /// Radians per second.
    public var angularVelocity: Vector3
    /// Of an articulated part, metres or radians; 0 for the others.
    public var jointPosition: Double

    public init(
      pose: Pose, linearVelocity: Vector3, angularVelocity: Vector3, jointPosition: Double = 0
    ) {
      self.pose = pose
      self.linearVelocity = linearVelocity
      self.angularVelocity = angularVelocity
      self.jointPosition = jointPosition
    }
  }

  /// In the task's order of objects.
  public var objects: [Object]
  /// The height of the table's top, metres.
  public var tableHeight: Double
  /// The end effector's pose.
  public var eefPose = Pose.identity
  /// Bit i of entry j: object j touches object i.
  public var objectContacts: [UInt64]
  /// Bit j: object j touches the left finger, the right finger, the palm.
  public var leftFingerContacts: UInt64
  public var rightFingerContacts: UInt64
  public var palmContacts: UInt64

  public init(objects: [Object], tableHeight: Double) {
    self.objects = objects
    self.tableHeight = tableHeight
    objectContacts = Array(repeating: 0, count: objects.count)
    leftFingerContacts = 0
    rightFingerContacts = 0
    palmContacts = 0
  }

  /// Whether two objects touch.
  public func touching(_ a: Int, _ b: Int) -> Bool {
    (objectContacts[a] >> UInt64(b)) & 1 == 1
  }

  /// Whether an object is between both fingers.
  public func grasped(_ object: Int) -> Bool {
    (leftFingerContacts & rightFingerContacts) >> UInt64(object) & 1 == 1
  }

  /// Whether no part of the gripper touches an object.
  public func released(_ object: Int) -> Bool {
    (leftFingerContacts | rightFingerContacts | palmContacts) >> UInt64(object) & 1 == 0
  }
}
