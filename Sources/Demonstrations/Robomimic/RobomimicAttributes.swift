import Geometry
import HDF5

/// The attributes of one demonstration's group, beyond robomimic's own.
public struct RobomimicAttributes {
  /// The declared number of frames.
  var sampleCount: Int?
  /// The name given by the sender, where it is not the group's.
  var name: String?
  var source: String?
  var bodies: [String: RigidBodyModel] = [:]
  var tableTop: TableTop?
  var poseWorldRobotBase: Pose?

  /// Reads what is there.
  init(_ group: HDF5Group) throws(DemonstrationError) {
    let attributes = group.attributes
    func text(_ name: String) throws(DemonstrationError) -> String? {
      guard attributes.contains(name) else { return nil }
      return try DemonstrationError.from { () throws(HDF5Error) in try attributes.text(name) }
    }
    func json(_ name: String) throws(DemonstrationError) -> JSONNode? {
      guard let text = try text(name) else { return nil }
      let field = attributes.path(of: name)
      return JSONNode(value: try JSONParser.parse(text.utf8, field: field), path: field)
    }

    if attributes.contains("num_samples") {
      sampleCount = try DemonstrationError.from { () throws(HDF5Error) in
        try attributes.integer("num_samples")
      }
    }
    name = try text("demonstration_name")
    source = try text("source")
    tableTop = try json("table_top").map { node throws(DemonstrationError) in
      try TableCoding.table(node)
    }
    for (name, node) in try json("object_geoms")?.namedMembers() ?? [] {
      bodies[name] = try BodyCoding.body(node.record(keys: ["mass", "geoms"]))
    }
    if let node = try json("robot_base_pose") {
      let arms = try node.list()
      guard arms.count == 1 else {
        throw DemonstrationError(
          .shape, field: node.path,
          reason: "holds \(arms.count) matrices, must be one: two-arm demonstrations are not taken")
      }
      poseWorldRobotBase = try arms[0].pose()
    }
  }

  // MARK: Writing

  /// The text of the attribute `object_geoms`: per object its mass and collision primitives.
  public static func objectGeoms(_ bodies: [(name: String, body: RigidBodyModel)]) -> String {
    JSONText.compact(
      .object(
        bodies.map {
          JSONValue.Member(key: $0.name, value: .object(BodyCoding.members($0.body)))
        }))
  }

  /// The text of the attribute `robot_base_pose`: a list of one 4x4 matrix.
  public static func robotBasePose(_ poseWorldBase: Pose) -> String {
    let m = poseWorldBase.rowMajor4x4
    let rows = (0..<4).map { JSONValue.numbers(Array(m[(4 * $0)..<(4 * $0 + 4)])) }
    return JSONText.compact(.list([.list(rows)]))
  }

  /// The text of the attribute `table_top`.
  public static func tableTop(_ table: TableTop) -> String {
    JSONText.compact(TableCoding.value(table))
  }

  /// The text of the attribute `env_args`, with robosuite's OSC_POSE controller.
  ///
  /// - Parameters:
  ///   - name: the environment.
  ///   - version: of the program that recorded it.
  ///   - robot: lower-case name.
  ///   - controlFrequency: steps per second.
  /// - Returns: JSON on one line.
  public static func environmentArguments(
    name: String, version: String, robot: String, controlFrequency: Double
  ) -> String {
    let limits = [0.05, 0.05, 0.05, 0.5, 0.5, 0.5]
    let controller: JSONValue = .object([
      "type": .text("OSC_POSE"), "input_max": .number(1), "input_min": .number(-1),
      "output_max": .numbers(limits), "output_min": .numbers(limits.map { -$0 }),
      "kp": .number(150), "damping_ratio": .number(1), "impedance_mode": .text("fixed"),
      "uncouple_pos_ori": .bool(true), "control_delta": .bool(true),
    ])
    return JSONText.compact(
      .object([
        "env_name": .text(name), "env_version": .text(version), "type": .number(1),
        "env_kwargs": .object([
          "robots": .list([.text(RobomimicName.robosuiteRobot(robot))]),
          "control_freq": .number(controlFrequency), "controller_configs": controller,
          "has_renderer": .bool(false), "has_offscreen_renderer": .bool(false),
          "use_camera_obs": .bool(false), "use_object_obs": .bool(true),
          "ignore_done": .bool(true), "reward_shaping": .bool(false),
        ]),
      ]))
  }
}
