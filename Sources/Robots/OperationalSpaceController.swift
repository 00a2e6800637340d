import Geometry

/// Pose actions as robosuite's OSC_POSE takes them, tracked with critical damping.
///
/// An action asks for a target relative to the current pose; until the next action the hand
/// accelerates by `kp (target - pose) - 2 zeta sqrt(kp) velocity`, in position and in rotation. The
/// controller keeps nothing but the target, so the world's state and an action decide what follows.
public struct OperationalSpaceController: Sendable, Hashable {
  /// Position delta that an action of 1 asks for, metres.
  public var maxPositionDelta: Double
  /// Rotation vector that an action of 1 asks for, radians, in the world frame.
  public var maxRotationDelta: Double
  /// Stiffness per unit mass, 1/s².
  public var kp: Double
  public var dampingRatio: Double

  public init(
    maxPositionDelta: Double, maxRotationDelta: Double, kp: Double, dampingRatio: Double
  ) {
    self.maxPositionDelta = maxPositionDelta
    self.maxRotationDelta = maxRotationDelta
    self.kp = kp
    self.dampingRatio = dampingRatio
  }

  /// The six normalized numbers, not yet clipped, that ask for `target` from `current`.
  public func action(from current: Pose, to target: Pose) -> (position: Vector3, rotation: Vector3)
  {
    let delta = target.orientation * current.orientation.conjugate
    return (
      (target.position - current.position) / maxPositionDelta,
      delta.rotationVector / maxRotationDelta
    )
  }

  /// The absolute target that a normalized action asks for.
  public func target(from current: Pose, position: Vector3, rotation: Vector3) -> Pose {
    Pose(
      current.position + position * maxPositionDelta,
      (Quaternion(rotationVector: rotation * maxRotationDelta) * current.orientation).normalized)
  }

  /// The velocities to reach after `dt` seconds.
  public func velocities(
    pose: Pose, linear: Vector3, angular: Vector3, target: Pose, dt: Double
  ) -> (linear: Vector3, angular: Vector3) {
    let kd = 2 * dampingRatio * kp.squareRoot()
    let turn = (target.orientation * pose.orientation.conjugate).rotationVector
    return (
      linear + (kp * (target.position - pose.position) - kd * linear) * dt,
      angular + (kp * turn - kd * angular) * dt
    )
  }
}
