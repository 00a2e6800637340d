import Authoring
import Episodes
import Geometry
import Scenes

/// Reads one task file of `Scenes/tasks`.
enum TaskReader {
  static func read(_ path: String) throws(AuthoringError) -> TaskDescription {
    let (root, text) = try AuthoredNode.read(path)
    return try task(root, text: text)
  }

  static func task(_ root: AuthoredNode, text: String) throws(AuthoringError) -> TaskDescription {
    let fields = try root.fields([
      "name", "language", "robot", "control_frequency", "table", "robot_base", "objects",
      "distributions", "subtasks", "generation", "success",
    ])
    let objects = try self.objects(try fields.required("objects"))
    let names = objects.map(\.name)

    var distributions: [ResetDistribution] = []
    for (name, node) in try fields.required("distributions").entries() {
      distributions.append(try distribution(name, node, objects: names))
    }
    guard !distributions.isEmpty else {
      throw root.error("needs at least one reset distribution")
    }
    return TaskDescription(
      name: try fields.required("name").string(),
      language: try fields.required("language").string(),
      robot: try fields.required("robot").string(),
      version: FileVersion.of(text),
      controlFrequency: try fields["control_frequency"]?.double(in: 1...1000) ?? 20,
      tableTop: try table(try fields.required("table")),
      poseWorldRobotBase: try base(try fields.required("robot_base")),
      objects: objects,
      distributions: distributions,
      subtasks: try SubtaskReader.subtasks(try fields.required("subtasks"), objects: names),
      generation: try GenerationReader.generation(fields["generation"]),
      success: try SuccessReader.success(try fields.required("success"), objects: names))
  }

  private static func table(_ node: AuthoredNode) throws(AuthoringError) -> TableTop {
    let fields = try node.fields(["center", "size"])
    let center = try fields.required("center").doubles(3)
    let size = try fields.required("size").doubles(2)
    return TableTop(
      center: Vector3(center[0], center[1], center[2]), size: SIMD2(size[0], size[1]))
  }

  private static func base(_ node: AuthoredNode) throws(AuthoringError) -> Pose {
    let fields = try node.fields(["position", "z_rotation"])
    let p = try fields.required("position").doubles(3)
    let turn = try fields["z_rotation"]?.double() ?? 0
    return Pose(
      Vector3(p[0], p[1], p[2]), Quaternion(axis: Vector3(0, 0, 1), angle: turn))
  }

  private static func objects(_ node: AuthoredNode) throws(AuthoringError)
    -> [TaskDescription.Object]
  {
    var objects: [TaskDescription.Object] = []
    for item in try node.items() {
      let fields = try item.fields(["name", "mass", "geoms", "z_symmetry"])
      let name = try fields.required("name").string()
      if objects.contains(where: { $0.name == name }) { throw item.error("\(name) appears twice") }
      var geoms: [CollisionGeom] = []
      for geom in try fields.required("geoms").items() { geoms.append(try GeomReader.geom(geom)) }
      guard !geoms.isEmpty else { throw item.error("needs at least one geom") }
      let mass = try fields.required("mass").double(in: 1e-4...100)
      objects.append(
        .init(
          name: name, body: RigidBodyModel(mass: mass, geoms: geoms),
          zSymmetry: try fields["z_symmetry"]?.int(in: 1...360) ?? 1))
    }
    guard !objects.isEmpty, objects.count <= 32 else { throw node.error("must be 1 to 32 objects") }
    return objects
  }

  private static func distribution(_ name: String, _ node: AuthoredNode, objects: [String])
    throws(AuthoringError) -> ResetDistribution
  {
    let fields = try node.fields(objects)
    var placements: [ResetDistribution.Placement] = []
    for object in objects {
      let ranges = try fields.required(object).fields(["x", "y", "z_rotation"])
      placements.append(
        .init(
          object: object, x: try range(try ranges.required("x")),
          y: try range(try ranges.required("y")),
          zRotation: try ranges["z_rotation"].map { node throws(AuthoringError) in
            try range(node)
          } ?? 0...0))
    }
    return ResetDistribution(name: name, placements: placements)
  }

  private static func range(_ node: AuthoredNode) throws(AuthoringError) -> ClosedRange<Double> {
    let values = try node.doubles(2)
    guard values[0] <= values[1] else { throw node.error("must be [low, high]") }
    return values[0]...values[1]
  }
}
