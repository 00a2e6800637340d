import Geometry
import Robots

/// How the hand would follow targets if nothing were in its way: the controller without a world.
struct HandPursuit {
  private(set) var pose: Pose
  private var linear = Vector3.zero
  private var angular = Vector3.zero
  private let controller: OperationalSpaceController
  private let substeps: Int
  private let dt: Double

  /// `dt` is the physics step, seconds.
  init(from pose: Pose, controller: OperationalSpaceController, substeps: Int, dt: Double) {
    self.pose = pose
    self.controller = controller
    self.substeps = substeps
    self.dt = dt
  }

  /// One control step towards a target, as far as an action can ask for it.
  mutating func follow(_ target: Pose) {
    let wanted = controller.action(from: pose, to: target)
    let asked = controller.target(
      from: pose, position: wanted.position.clamped(lowerBound: -.one, upperBound: .one),
      rotation: wanted.rotation.clamped(lowerBound: -.one, upperBound: .one))
    for _ in 0..<substeps {
      (linear, angular) = controller.velocities(
        pose: pose, linear: linear, angular: angular, target: asked, dt: dt)
      pose = Pose(
        pose.position + linear * dt,
        (Quaternion(rotationVector: angular * dt) * pose.orientation).normalized)
    }
  }
}
