import Geometry

/// Forward kinematics and Jacobian of a serial arm.
public struct Kinematics: Sendable {
  public let model: RobotModel
  public let poseWorldBase: Pose
  /// The constant part of each joint's transform: along and about the previous x, then along z.
  private let fixed: [Pose]

  public init(_ model: RobotModel, poseWorldBase: Pose) {
    self.model = model
    self.poseWorldBase = poseWorldBase
    fixed = model.joints.map { joint in
      Pose(Vector3(joint.a, 0, 0), Quaternion(axis: Vector3(1, 0, 0), angle: joint.alpha))
        * Pose(Vector3(0, 0, joint.d))
    }
  }

  /// The frames of all links, the first joint's first, then the end effector's: joints + 1 poses.
  public func linkPoses(_ positions: [Double]) -> [Pose] {
    var poses: [Pose] = []
    poses.reserveCapacity(positions.count + 1)
    var pose = poseWorldBase
    for (joint, angle) in positions.enumerated() {
      pose = pose * fixed[joint] * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: angle))
      poses.append(pose)
    }
    poses.append(pose * model.poseLinkEef)
    return poses
  }

  /// The end effector's pose in the world.
  public func eefPose(_ positions: [Double]) -> Pose {
    linkPoses(positions).last ?? poseWorldBase
  }

  /// Linear and angular velocity of the end effector per joint velocity, one pair a joint.
  func jacobian(_ poses: [Pose]) -> [(linear: Vector3, angular: Vector3)] {
    let tip = poses[poses.count - 1].position
    return poses.dropLast().map { pose in
      let axis = pose.orientation.rotate(Vector3(0, 0, 1))
      return (axis.cross(tip - pose.position), axis)
    }
  }
}
