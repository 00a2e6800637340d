import Authoring
import Episodes
import Geometry
import Kitchens
import Scenes

/// Reads one task file of `Scenes/tasks`.
enum TaskReader {
  /// The task of a file; `kitchens` is asked for when it is done in one.
  ///
  /// Nil for a composite task while `tasks`, which may be its skills, are not yet known. `robots` are
  /// the names that a task may say; nil where they are not known.
  static func read(
    _ path: String, tasks: [TaskDescription]?, robots: [String]? = nil,
    kitchens: () throws(AuthoringError) -> KitchenLibrary
  ) throws(AuthoringError) -> TaskDescription? {
    let (root, text) = try AuthoredNode.read(path)
    let name = root.at("robot")
    if let robots, let robot = try? name.string(), !robots.contains(robot) {
      throw name.error("\(robot) is no robot; known are \(robots.joined(separator: ", "))")
    }
    return try task(root, text, tasks: tasks, kitchens: kitchens)
  }

  private static func task(
    _ root: AuthoredNode, _ text: String, tasks: [TaskDescription]?,
    kitchens: () throws(AuthoringError) -> KitchenLibrary
  ) throws(AuthoringError) -> TaskDescription? {
    if try root.entries().contains(where: { $0.name == "kitchen" }) {
      if tasks == nil, try KitchenTaskReader.isComposite(root) { return nil }
      return try KitchenTaskReader.task(
        root, text: text, library: try kitchens(), tasks: tasks ?? [])
    }
    return try task(root, text: text)
  }

  private static func task(
    _ root: AuthoredNode, text: String
  ) throws(AuthoringError) -> TaskDescription {
    let fields = try root.fields([
      "name", "language", "paraphrases", "robot", "control_frequency", "table", "robot_base",
      "objects", "distributions", "subtasks", "generation", "success",
    ])
    let objects = try ObjectReader.objects(try fields.required("objects"))

    var distributions: [ResetDistribution] = []
    for (name, node) in try fields.required("distributions").entries() {
      distributions.append(try DistributionReader.distribution(name, node, objects: objects))
    }
    guard !distributions.isEmpty else {
      throw root.error("needs at least one reset distribution")
    }
    let words = [try fields.required("language")] + (try fields["paraphrases"]?.items() ?? [])
    let instructions = try Instructions(words, facts: [])
    var task = TaskDescription(
      name: try fields.required("name").string(),
      language: try fields.required("language").string(),
      robot: try fields.required("robot").string(),
      version: FileVersion.of(text),
      controlFrequency: try fields["control_frequency"]?.double(in: 1...1000) ?? 20,
      tableTop: try table(try fields.required("table")),
      poseWorldRobotBase: try base(try fields.required("robot_base")),
      objects: objects,
      distributions: distributions,
      subtasks: try SubtaskReader.subtasks(try fields.required("subtasks"), objects: objects),
      generation: try GenerationReader.generation(fields["generation"]),
      success: try SuccessReader.success(try fields.required("success"), objects: objects))
    task.paraphrases = Array(instructions.templates.dropFirst())
    return task
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
}
