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
    /// Of what has states whether each is on, in its own order.
    public var states: [Bool] = []

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
  /// Bit j: object j is between the fingers and next to both; nil when only contacts are known.
  public var clasped: UInt64?

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

  /// Whether both fingers touch an object, and, where that is known, it is between them.
  public func grasped(_ object: Int) -> Bool {
    (leftFingerContacts & rightFingerContacts & (clasped ?? .max)) >> UInt64(object) & 1 == 1
  }

  /// Whether no part of the gripper touches an object, nor clasps it with a hair of air on each side.
  public func released(_ object: Int) -> Bool {
    !gripperTouches(object) && (clasped ?? 0) >> UInt64(object) & 1 == 0
  }

  /// Whether a finger or the palm touches an object.
  public func gripperTouches(_ object: Int) -> Bool {
    (leftFingerContacts | rightFingerContacts | palmContacts) >> UInt64(object) & 1 == 1
  }

  /// Notes which objects are between the fingers; `bodies` are their models.
  public mutating func noteClasped(in space: GripSpace, bodies: [RigidBodyModel]) {
    var mask: UInt64 = 0
    for (index, body) in bodies.enumerated() where !body.geoms.isEmpty {
      if space.clasps(body, at: objects[index].pose, eefPose: eefPose) {
        mask |= UInt64(1) << UInt64(index)
      }
    }
    clasped = mask
  }
}
