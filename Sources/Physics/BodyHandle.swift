import COpenDE

/// A body of a world: a typed name for one of ODE's untyped pointers.
public struct BodyHandle: Hashable {
  /// Nil for what never moves.
  let pointer: dBodyID?
  /// Its place in the world's order of bodies.
  public let index: Int
}

/// A slider joint between two bodies.
public struct SliderHandle {
  let pointer: dJointID
}

/// A hinge or slider of an articulated part, with friction and stops.
public struct JointHandle {
  let pointer: dJointID
  let isHinge: Bool
}

/// A pair of motors that drive all six velocities of a body, up to a force and a torque.
public struct ServoHandle {
  let linear: dJointID
  let angular: dJointID
}

/// Geoms that are only asked what they touch.
public struct QueryHandle {
  let space: dSpaceID
  let geoms: [dGeomID]
}

/// Which geoms may touch: bits for ODE's category and collide masks.
public struct CollisionGroup: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let fixed = CollisionGroup(rawValue: 1)
  public static let gripper = CollisionGroup(rawValue: 2)
  public static let object = CollisionGroup(rawValue: 4)
  public static let arm = CollisionGroup(rawValue: 8)
}

/// A contact point of the last step, by body index; negative for the table.
public struct Contact: Sendable, Hashable {
  public var a: Int
  public var b: Int
  /// Metres.
  public var depth: Double
}
