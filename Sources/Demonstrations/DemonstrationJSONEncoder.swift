import Geometry
import JSONText

/// Builds JSON from demonstrations.
enum DemonstrationJSONEncoder {
  /// The robot and the control frequency of all of them.
  static func common(
    _ demonstrations: [Demonstration]
  ) throws(DemonstrationError) -> (robot: String, frequency: Double) {
    guard let first = demonstrations.first else {
      throw DemonstrationError(.missing, field: "demonstrations", reason: "there are none")
    }
    for (k, other) in demonstrations.enumerated() {
      guard other.robot == first.robot, other.controlFrequency == first.controlFrequency else {
        throw DemonstrationError(
          .value, field: "demonstrations[\(k)]",
          reason: "robot and control frequency must be those of the file's first demonstration")
      }
    }
    return (first.robot, first.controlFrequency)
  }

  /// The object of one demonstration.
  static func value(_ demonstration: Demonstration) -> JSON {
    var members: JSONObject = ["name": JSON(demonstration.name)]
    members["frames"] = JSON(demonstration.frames)
    members["source"] = demonstration.source.map { JSON($0) }
    members["robot_base_pose"] = demonstration.poseWorldRobotBase.map { .numbers($0.sevenNumbers) }
    members["table_top"] = demonstration.tableTop.map(TableCoding.value)
    members["subtask_term_signals"] = .object(
      JSONObject(
        demonstration.signals.map { ($0.name, .numbers($0.values.map { $0 ? 1 : 0 })) }))
    members["gripper_action"] = .numbers(demonstration.gripperActions)
    members["eef_pose"] = poses(demonstration.eefPoses)
    members["target_pose"] = poses(demonstration.targetPoses)
    members["objects"] = .array(demonstration.objects.map(object))
    return .object(members)
  }

  private static func object(_ track: Demonstration.ObjectTrack) -> JSON {
    var members: JSONObject = ["name": JSON(track.name)]
    if let body = track.body {
      for (key, value) in BodyCoding.members(body) { members[key] = value }
    }
    members["poses"] = poses(track.poses)
    return .object(members)
  }

  private static func poses(_ poses: [Pose]) -> JSON {
    .array(poses.map { .numbers($0.sevenNumbers) })
  }
}
