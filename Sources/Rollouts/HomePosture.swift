import Geometry
import Robots

/// Where an arm starts: near its home, as robosuite's does.
enum HomePosture {
  /// Joint positions in radians, with the robot's noise from the stream's `home_noise`.
  static func draw(_ robot: RobotModel, stream: RandomStream) -> [Double] {
    var random = stream.stream("home_noise")
    return zip(robot.home, robot.joints).map { home, joint in
      let noisy = home + robot.homeNoise * random.normal()
      return min(joint.limits.upperBound, max(joint.limits.lowerBound, noisy))
    }
  }
}
