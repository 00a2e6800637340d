import Geometry
import HDF5
import JSONText

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
      return try JSONNode(parsing: text.utf8, path: attributes.path(of: name))
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
    let members = bodies.map { ($0.name, JSON.object(BodyCoding.members($0.body))) }
    return JSON.object(JSONObject(members)).formatted(.compact)
  }

  /// The text of the attribute `robot_base_pose`: a list of one 4x4 matrix.
  public static func robotBasePose(_ poseWorldBase: Pose) -> String {
    let m = poseWorldBase.rowMajor4x4
    let rows = (0..<4).map { JSON.numbers(Array(m[(4 * $0)..<(4 * $0 + 4)])) }
    return JSON.array([.array(rows)]).formatted(.compact)
  }

  /// The text of the attribute `table_top`.
  public static func tableTop(_ table: TableTop) -> String {
    TableCoding.value(table).formatted(.compact)
  }

  /// The text of the attribute `env_args`, for robosuite.
  ///
  /// - Parameters:
  ///   - name: the environment.
  ///   - version: of the program that recorded it.
  ///   - robot: lower-case name.
  ///   - controlFrequency: steps per second.
  ///   - controller: what takes the actions.
  ///   - cameras: names, and pixels across and down, of what takes pictures; empty for none.
  /// - Returns: JSON on one line.
  public static func environmentArguments(
    name: String, version: String, robot: String, controlFrequency: Double,
    controller: RobomimicController = .deltaPose,
    cameras: [(name: String, width: Int, height: Int, hasDepth: Bool)] = []
  ) -> String {
    let takes = JSON(!cameras.isEmpty)
    var members: [(String, JSON)] = [
      ("robots", [JSON(RobomimicName.robosuiteRobot(robot))]),
      ("control_freq", JSON(controlFrequency)), ("controller_configs", controller.json),
      ("has_renderer", false), ("has_offscreen_renderer", takes), ("use_camera_obs", takes),
      ("use_object_obs", true), ("ignore_done", true), ("reward_shaping", false),
    ]
    if !cameras.isEmpty {
      members += [
        ("camera_names", .array(cameras.map { JSON($0.name) })),
        ("camera_heights", .array(cameras.map { JSON($0.height) })),
        ("camera_widths", .array(cameras.map { JSON($0.width) })),
        ("camera_depths", .array(cameras.map { JSON($0.hasDepth) })),
      ]
    }
    let arguments: JSON = [
      "env_name": JSON(name), "env_version": JSON(version), "type": 1,
      "env_kwargs": .object(JSONObject(members)),
    ]
    return arguments.formatted(.compact)
  }
}
