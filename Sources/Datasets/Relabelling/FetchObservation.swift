import Episodes
import Geometry

/// The vector `observation` of Gymnasium-Robotics' Fetch environments: 10 numbers without an object, 25
/// with one.
///
/// Gripper's position; object's position, and relative to the gripper; openings of both fingers; object's
/// rotation (Euler angles) and velocities; gripper's velocity; the fingers'. As there, velocities are
/// times the length of a control step, and the object's linear one is relative to the gripper.
public enum FetchObservation {
  /// (T + 1, 10 or 25), row-major; `object` is a body's index.
  public static func rows(of episode: Episode, object: Int?) -> [Double] {
    let dt = 1 / episode.recipe.controlFrequency
    return (0...episode.steps).flatMap { row -> [Double] in
      let hand = episode.eefPose(atStep: row).position
      let handStep = velocity(0, row, episode, at: hand).linear * dt
      let openings = Array(episode.gripperPositions[(2 * row)..<(2 * row + 2)])
      // both openings positive, as Fetch's fingers have them
      let fingers = [openings[0], -openings[1]]
      let before = max(0, row - 1)
      let fingerSteps = [
        openings[0] - episode.gripperPositions[2 * before],
        episode.gripperPositions[2 * before + 1] - openings[1],
      ]
      guard let object else { return numbers(hand) + fingers + numbers(handStep) + fingerSteps }

      let pose = episode.pose(ofBody: object, atStep: row)
      let moves = velocity(object, row, episode, at: pose.position)
      return numbers(hand) + numbers(pose.position) + numbers(pose.position - hand) + fingers
        + numbers(euler(pose.orientation)) + numbers(moves.linear * dt - handStep)
        + numbers(moves.angular * dt) + numbers(handStep) + fingerSteps
    }
  }

  /// Angles about x, y and z as `rotations.mat2euler` of Gymnasium-Robotics gives them, radians.
  public static func euler(_ q: Quaternion) -> Vector3 {
    let (x, y, z) = (
      q.rotate(Vector3(1, 0, 0)), q.rotate(Vector3(0, 1, 0)), q.rotate(Vector3(0, 0, 1))
    )
    // the matrix's element (row, column) is component `row` of axis `column`
    let cosine = (z.z * z.z + z.y * z.y).squareRoot()
    let second = -Trigonometry.atan2(-z.x, cosine)
    guard cosine > 4 * Double.ulpOfOne else {
      return Vector3(0, second, -Trigonometry.atan2(-x.y, y.y))
    }
    return Vector3(
      -Trigonometry.atan2(z.y, z.z), second, -Trigonometry.atan2(y.x, x.x))
  }

  /// Velocities of a body's frame at a point, m/s and rad/s; recorded are those of its centre of mass.
  private static func velocity(
    _ body: Int, _ row: Int, _ episode: Episode, at point: Vector3
  ) -> (linear: Vector3, angular: Vector3) {
    let o = row * episode.stateRowWidth + body * Episode.stateWidth
    let s = episode.states
    let center = Vector3(s[o], s[o + 1], s[o + 2])
    let angular = Vector3(s[o + 10], s[o + 11], s[o + 12])
    return (Vector3(s[o + 7], s[o + 8], s[o + 9]) + angular.cross(point - center), angular)
  }

  private static func numbers(_ v: Vector3) -> [Double] { [v.x, v.y, v.z] }
}
