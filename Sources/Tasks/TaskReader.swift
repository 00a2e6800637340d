import Authoring
import Episodes
import Geometry
import Scenes

/// Reads the task of a file of `Scenes/tasks` that is not done in kitchens.
enum TaskReader {
  static func task(_ root: AuthoredNode, text: String) throws(AuthoringError) -> TaskDescription {
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
