import Geometry

/// The normalized actions of robosuite's OSC_POSE controller: 0.05 m and 0.5 rad at 1.
public enum OSCPoseAction {
  /// Metres of an action of 1.
  public static let positionScale = 0.05
  /// Radians of an action of 1, about world axes.
  public static let rotationScale = 0.5

  /// The action, 7 numbers within [-1, 1], that asks for a target from a measured pose.
  public static func action(
    poseWorldEef: Pose, poseWorldTarget: Pose, gripper: Double
  ) -> [Double] {
    let shift = (poseWorldTarget.position - poseWorldEef.position) / positionScale
    // the rotation acts in the world frame, from the left
    let turn = poseWorldTarget.orientation * poseWorldEef.orientation.conjugate
    let rotation = turn.rotationVector / rotationScale
    return [shift.x, shift.y, shift.z, rotation.x, rotation.y, rotation.z, gripper].map {
      min(1, max(-1, $0))
    }
  }

  /// The actions that a demonstration's targets amount to, (T, 7) row-major.
  public static func actions(of demonstration: Demonstration) -> [Double] {
    (0..<demonstration.frames).flatMap {
      action(
        poseWorldEef: demonstration.eefPoses[$0],
        poseWorldTarget: demonstration.targetPoses[$0],
        gripper: demonstration.gripperActions[$0])
    }
  }
}
