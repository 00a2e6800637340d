import Geometry

/// Builds demonstrations from parsed JSON, with an error for every key that is not known.
struct DemonstrationJSONDecoder {
  let limits: DecodingLimits

  func decode(_ root: JSONNode) throws(DemonstrationError) -> [Demonstration] {
    let file = try root.record(
      keys: ["format", "version", "robot", "control_frequency", "demonstrations"])

    // the right format before anything else
    let format = try file.required("format")
    guard try format.text() == DemonstrationJSON.format else {
      throw DemonstrationError(
        .value, field: format.path, reason: "must be \"\(DemonstrationJSON.format)\"")
    }
    let version = try file.required("version")
    guard try version.integer() == DemonstrationJSON.version else {
      throw DemonstrationError(
        .value, field: version.path, reason: "must be \(DemonstrationJSON.version)")
    }
    let robot = try file.required("robot").text().lowercased()
    let frequency = try file.required("control_frequency").number()

    let list = try file.required("demonstrations")
    let nodes = try list.list()
    guard !nodes.isEmpty else {
      throw DemonstrationError(.missing, field: list.path, reason: "holds no demonstration")
    }
    guard nodes.count <= limits.maximumDemonstrations else {
      throw DemonstrationError(
        .tooLarge, field: list.path,
        reason: "\(nodes.count) of them; at most \(limits.maximumDemonstrations) are taken")
    }
    var demonstrations: [Demonstration] = []
    var poses = 0
    for (index, node) in nodes.enumerated() {
      let one = try demonstration(node, index: index, robot: robot, frequency: frequency)
      poses += one.frames * (2 + one.objects.count)
      try limits.check(frames: one.frames, poses: poses, field: node.path)
      demonstrations.append(one)
    }
    return demonstrations
  }

  private func demonstration(
    _ node: JSONNode, index: Int, robot: String, frequency: Double
  ) throws(DemonstrationError) -> Demonstration {
    let record = try node.record(keys: [
      "name", "frames", "eef_pose", "target_pose", "gripper_action", "objects",
      "subtask_term_signals", "table_top", "robot_base_pose", "source",
    ])
    var demonstration = Demonstration(
      name: try record.optional("name")?.text() ?? "demo_\(index)", robot: robot,
      controlFrequency: frequency, eefPoses: try poses(record.required("eef_pose")),
      targetPoses: try poses(record.required("target_pose")),
      gripperActions: try record.required("gripper_action").numbers(),
      objects: try objects(record.required("objects")),
      signals: try signals(record.required("subtask_term_signals")))
    if let table = record.optional("table_top") {
      demonstration.tableTop = try TableCoding.table(table)
    }
    demonstration.poseWorldRobotBase = try record.optional("robot_base_pose")?.pose()
    demonstration.source = try record.optional("source")?.text()

    // a declared length must be the true one
    if let frames = record.optional("frames"), try frames.integer() != demonstration.frames {
      throw DemonstrationError(
        .shape, field: frames.path, reason: "but eef_pose has \(demonstration.frames) poses")
    }
    return demonstration
  }

  private func poses(_ node: JSONNode) throws(DemonstrationError) -> [Pose] {
    let nodes = try node.list()
    try limits.check(frames: nodes.count, poses: nodes.count, field: node.path)
    var poses: [Pose] = []
    poses.reserveCapacity(nodes.count)
    for pose in nodes { poses.append(try pose.pose()) }
    return poses
  }

  private func objects(
    _ node: JSONNode
  ) throws(DemonstrationError) -> [Demonstration.ObjectTrack] {
    var tracks: [Demonstration.ObjectTrack] = []
    for object in try node.list() {
      let record = try object.record(keys: ["name", "poses", "mass", "geoms"])
      tracks.append(
        Demonstration.ObjectTrack(
          name: try record.required("name").text(), poses: try poses(record.required("poses")),
          body: try BodyCoding.body(record)))
    }
    return tracks.sorted { $0.name < $1.name }
  }

  private func signals(_ node: JSONNode) throws(DemonstrationError) -> [Demonstration.Signal] {
    var signals: [Demonstration.Signal] = []
    for (name, member) in try node.namedMembers() {
      var values: [Bool] = []
      for (k, number) in try member.numbers().enumerated() {
        guard number == 0 || number == 1 else {
          throw DemonstrationError(
            .value, field: "\(member.path)[\(k)]", reason: "must be 0 or 1, is \(number)")
        }
        values.append(number == 1)
      }
      signals.append(Demonstration.Signal(name: name, values: values))
    }
    return signals.sorted { $0.name < $1.name }
  }
}
