import Geometry

/// How a driven base moves in one control step: evenly along a straight line, turning evenly.
struct BaseMotion {
  /// Where it is when the step begins.
  let start: Pose
  /// In its own frame at the start, metres.
  let way: Vector3
  /// To the left, radians.
  let turn: Double
  /// How long the step takes.
  let seconds: Double

  /// Where the base is after a share of the step.
  func pose(_ share: Double) -> Pose {
    start * Pose(way * share, Quaternion(axis: Vector3(0, 0, 1), angle: turn * share))
  }

  /// What it does by then to all that it carries, world to world.
  func displacement(_ share: Double) -> Pose { pose(share) * start.inverse }

  /// The velocities of a point of the world that is carried along: m/s, and rad/s.
  func velocity(at point: Vector3, _ share: Double) -> (linear: Vector3, angular: Vector3) {
    let angular = Vector3(0, 0, turn / seconds)
    let arm = point - pose(share).position
    return (start.orientation.rotate(way / seconds) + angular.cross(arm), angular)
  }
}
