import JSONText
import Robots

/// Robots as the API shows them.
enum RobotJSON {
  static func make(_ robot: RobotModel) -> JSON {
    [
      "name": JSON(robot.name),
      "version": JSON(robot.version),
      "home": .numbers(robot.home),
      "joints": .array(robot.joints.map(joint)),
      "gripper": [
        "travel": JSON(robot.gripper.travel),
        "max_force": JSON(robot.gripper.maxForce),
        "max_speed": JSON(robot.gripper.maxSpeed),
      ],
    ]
  }

  /// Limits in radians and radians per second.
  private static func joint(_ joint: Joint) -> JSON {
    [
      "limits": [JSON(joint.limits.lowerBound), JSON(joint.limits.upperBound)],
      "max_velocity": JSON(joint.maxVelocity),
    ]
  }
}
