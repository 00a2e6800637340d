import Geometry

/// The servo-driven body that carries the fingers; its frame is the end effector's.
public struct HandModel: Sendable, Hashable {
  /// Kilograms.
  public var mass: Double
  /// Every principal moment, kg m².
  public var inertia: Double
  /// Per axis, N and N m.
  public var maxForce: Double
  public var maxTorque: Double
  public var geoms: [CollisionGeom]
}
