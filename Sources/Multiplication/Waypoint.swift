import Geometry

/// One control step of a plan.
public struct Waypoint: Sendable, Hashable {
  /// The absolute end-effector target, in the world.
  public var pose: Pose
  /// -1 open, +1 closed.
  public var gripper: Double
  /// Added to the six normalized pose actions.
  public var positionNoise: Vector3
  public var rotationNoise: Vector3

  /// Where the base is to be, on the floor; nil where it does not drive.
  public var base: Pose?

  public init(
    pose: Pose, gripper: Double, positionNoise: Vector3 = .zero, rotationNoise: Vector3 = .zero
  ) {
    self.pose = pose
    self.gripper = gripper
    self.positionNoise = positionNoise
    self.rotationNoise = rotationNoise
  }
}
