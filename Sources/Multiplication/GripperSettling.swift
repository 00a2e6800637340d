/// Lets the hand come to rest before its gripper acts, as a person does (Isaac Lab pull request 7734).
enum GripperSettling {
  /// Waypoints with `steps` quiet copies of the target of each change between open and closed put
  /// before the change, the gripper as it was.
  ///
  /// The noise of the other waypoints stays what it was.
  static func settled(_ waypoints: [Waypoint], steps: Int) -> [Waypoint] {
    guard steps > 0, var previous = waypoints.first?.gripper else { return waypoints }
    var result: [Waypoint] = []
    for waypoint in waypoints {
      if (waypoint.gripper > 0) != (previous > 0) {
        let held = Waypoint(pose: waypoint.pose, gripper: previous)
        result += Array(repeating: held, count: steps)
      }
      result.append(waypoint)
      previous = waypoint.gripper
    }
    return result
  }
}
