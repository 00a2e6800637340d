import Geometry

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
  static func value(_ demonstration: Demonstration) -> JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ key: String, _ value: JSONValue?) {
      if let value { members.append(JSONValue.Member(key: key, value: value)) }
    }
    add("name", .text(demonstration.name))
    add("frames", .number(Double(demonstration.frames)))
    add("source", demonstration.source.map { .text($0) })
    add("robot_base_pose", demonstration.poseWorldRobotBase.map { .numbers($0.rowMajor4x4) })
    add("table_top", demonstration.tableTop.map(TableCoding.value))
    add(
      "subtask_term_signals",
      .object(
        demonstration.signals.map { signal in
          JSONValue.Member(
            key: signal.name, value: .numbers(signal.values.map { $0 ? 1 : 0 }))
        }))
    add("gripper_action", .numbers(demonstration.gripperActions))
    add("eef_pose", poses(demonstration.eefPoses))
    add("target_pose", poses(demonstration.targetPoses))
    add("objects", .list(demonstration.objects.map(object)))
    return .object(members)
  }

  private static func object(_ track: Demonstration.ObjectTrack) -> JSONValue {
    let name = JSONValue.Member(key: "name", value: .text(track.name))
    let body = track.body.map(BodyCoding.members) ?? []
    return .object(
      [name] + body + [JSONValue.Member(key: "poses", value: poses(track.poses))])
  }

  private static func poses(_ poses: [Pose]) -> JSONValue {
    .list(poses.map { .numbers($0.rowMajor4x4) })
  }
}
