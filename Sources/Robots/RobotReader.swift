import Authoring
import Geometry

/// Reads one robot file of `Scenes/robots`.
enum RobotReader {
  /// Reads a robot; one with an `arm:` takes joints, links, hand and the rest from that robot's file.
  static func read(_ path: String) throws(AuthoringError) -> RobotModel {
    let (root, text) = try AuthoredNode.read(path)
    let entries = try root.entries()
    if let arm = entries.first(where: { $0.name == "arm" })?.value {
      return try mounted(root, text: text, arm: arm)
    }
    return try robot(root, text: text)
  }

  /// A robot whose file says all.
  private static func robot(_ root: AuthoredNode, text: String) throws(AuthoringError) -> RobotModel
  {
    let fields = try root.fields([
      "name", "joints", "eef", "home", "home_noise", "controller", "hand", "gripper", "links",
      "base",
    ])
    var joints: [Joint] = []
    for item in try fields.required("joints").items() { joints.append(try joint(item)) }
    guard !joints.isEmpty, joints.count <= 16 else { throw root.error("needs 1 to 16 joints") }
    var links: [RobotModel.LinkGeom] = []
    for item in try fields["links"]?.items() ?? [] {
      links.append(try link(item, joints: joints.count))
    }
    var base: MobileBaseModel?
    if let node = fields["base"] { base = try MobileBaseReader.read(node) }
    return RobotModel(
      name: try fields.required("name").string(), version: FileVersion.of(text),
      joints: joints, poseLinkEef: try pose(try fields.required("eef")),
      home: try home(try fields.required("home"), joints),
      homeNoise: try fields["home_noise"]?.double(in: 0...1) ?? 0,
      controller: try controller(try fields.required("controller")),
      hand: try hand(try fields.required("hand")),
      gripper: try gripper(try fields.required("gripper")), linkGeoms: links, base: base)
  }

  /// The arm of a file beside this one, on a base and with a home posture of its own.
  private static func mounted(
    _ root: AuthoredNode, text: String, arm: AuthoredNode
  ) throws(AuthoringError) -> RobotModel {
    let fields = try root.fields(["name", "arm", "home", "home_noise", "base"])
    let name = try arm.string()
    guard !name.isEmpty, !name.contains("/") else { throw arm.error("must be a robot's name") }
    let folder = root.file.lastIndex(of: "/").map { root.file[...$0] } ?? ""
    let (armRoot, armText): (AuthoredNode, String)
    do { (armRoot, armText) = try AuthoredNode.read("\(folder)\(name).yaml") } catch {
      throw arm.error("is not the name of a robot file beside this one: \(error)")
    }
    guard try !armRoot.entries().contains(where: { $0.name == "arm" }) else {
      throw arm.error("must be a robot whose own file says all")
    }
    var robot = try robot(armRoot, text: armText)
    robot.name = try fields.required("name").string()
    robot.version = FileVersion.of(text + armText)
    if let node = fields["home"] { robot.home = try home(node, robot.joints) }
    if let node = fields["home_noise"] { robot.homeNoise = try node.double(in: 0...1) }
    if let node = fields["base"] { robot.base = try MobileBaseReader.read(node) }
    return robot
  }

  private static func home(_ node: AuthoredNode, _ joints: [Joint]) throws(AuthoringError)
    -> [Double]
  {
    let home = try node.doubles(joints.count)
    for (index, angle) in home.enumerated() where !joints[index].limits.contains(angle) {
      throw node.error("joint \(index + 1) is outside its limits")
    }
    return home
  }

  private static func joint(_ node: AuthoredNode) throws(AuthoringError) -> Joint {
    let fields = try node.fields(["a", "alpha", "d", "limits", "max_velocity"])
    let limits = try fields.required("limits").doubles(2)
    guard limits[0] < limits[1] else { throw node.error("limits must be [low, high]") }
    return Joint(
      a: try fields["a"]?.double(in: -5...5) ?? 0,
      alpha: try fields["alpha"]?.double(in: -7...7) ?? 0,
      d: try fields["d"]?.double(in: -5...5) ?? 0, limits: limits[0]...limits[1],
      maxVelocity: try fields.required("max_velocity").double(in: 0.01...100))
  }

  private static func pose(_ node: AuthoredNode) throws(AuthoringError) -> Pose {
    let fields = try node.fields(["position", "z_rotation"])
    let p = try fields.required("position").doubles(3)
    return Pose(
      Vector3(p[0], p[1], p[2]),
      Quaternion(axis: Vector3(0, 0, 1), angle: try fields["z_rotation"]?.double() ?? 0))
  }

  private static func controller(_ node: AuthoredNode) throws(AuthoringError)
    -> OperationalSpaceController
  {
    let fields = try node.fields([
      "max_position_delta", "max_rotation_delta", "kp", "damping_ratio",
    ])
    return OperationalSpaceController(
      maxPositionDelta: try fields.required("max_position_delta").double(in: 1e-4...1),
      maxRotationDelta: try fields.required("max_rotation_delta").double(in: 1e-4...3),
      kp: try fields.required("kp").double(in: 1...1e4),
      dampingRatio: try fields["damping_ratio"]?.double(in: 0.1...10) ?? 1)
  }

  private static func hand(_ node: AuthoredNode) throws(AuthoringError) -> HandModel {
    let fields = try node.fields(["mass", "inertia", "max_force", "max_torque", "boxes"])
    return HandModel(
      mass: try fields.required("mass").double(in: 0.01...100),
      inertia: try fields.required("inertia").double(in: 1e-5...100),
      maxForce: try fields.required("max_force").double(in: 1...1e4),
      maxTorque: try fields.required("max_torque").double(in: 0.1...1e4),
      geoms: try boxes(try fields.required("boxes")))
  }

  private static func gripper(_ node: AuthoredNode) throws(AuthoringError) -> GripperModel {
    let fields = try node.fields([
      "finger_mass", "travel", "home_opening", "max_speed", "max_force", "finger_boxes",
    ])
    let travel = try fields.required("travel").double(in: 1e-3...1)
    return GripperModel(
      fingerMass: try fields.required("finger_mass").double(in: 1e-3...10), travel: travel,
      homeOpening: try fields.required("home_opening").double(in: 0...travel),
      maxSpeed: try fields.required("max_speed").double(in: 1e-3...10),
      maxForce: try fields.required("max_force").double(in: 0.1...1e4),
      fingerGeoms: try boxes(try fields.required("finger_boxes")))
  }

  private static func boxes(_ node: AuthoredNode) throws(AuthoringError) -> [CollisionGeom] {
    var geoms: [CollisionGeom] = []
    for item in try node.items() {
      let fields = try item.fields(["half_extents", "position", "friction"])
      let h = try fields.required("half_extents").doubles(3)
      guard h.allSatisfy({ $0 > 1e-4 }) else { throw item.error("half_extents must be positive") }
      let p = try fields.required("position").doubles(3)
      geoms.append(
        CollisionGeom(
          .box(halfExtents: Vector3(h[0], h[1], h[2])),
          poseBodyGeom: Pose(Vector3(p[0], p[1], p[2])),
          friction: try fields["friction"]?.double(in: 0...10) ?? 0.8))
    }
    guard !geoms.isEmpty else { throw node.error("needs at least one box") }
    return geoms
  }

  private static func link(_ node: AuthoredNode, joints: Int) throws(AuthoringError)
    -> RobotModel.LinkGeom
  {
    let fields = try node.fields(["link", "radius", "from", "to"])
    let from = try fields.required("from").doubles(3)
    let to = try fields.required("to").doubles(3)
    let a = Vector3(from[0], from[1], from[2])
    let b = Vector3(to[0], to[1], to[2])
    let radius = try fields.required("radius").double(in: 1e-3...1)
    let half = (b - a).length / 2
    guard half > 1e-6 else { throw node.error("from and to must differ") }

    // turn z onto the capsule's axis
    let axis = (b - a) / (2 * half)
    let normal = Vector3(0, 0, 1).cross(axis)
    let turn: Quaternion
    if normal.length < 1e-9 {
      turn = .identity
    } else {
      turn = Quaternion(axis: normal / normal.length, angle: Trigonometry.acos(axis.z))
    }
    return RobotModel.LinkGeom(
      link: try fields.required("link").int(in: 1...joints),
      shape: .capsule(radius: radius, halfLength: half), poseLinkGeom: Pose((a + b) / 2, turn))
  }
}
