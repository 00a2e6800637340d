import Authoring
import Geometry
import Kitchens
import Scenes

/// Reads a task that is done in kitchens.
///
/// Names, joints, regions and sites are checked against a kitchen of the models' middle sizes, so that a
/// file that is wrong says so before any scene is drawn.
enum KitchenTaskReader {
  static func task(
    _ root: AuthoredNode, text: String, library: KitchenLibrary
  ) throws(AuthoringError) -> TaskDescription {
    let fields = try root.fields([
      "name", "language", "paraphrases", "robot", "control_frequency", "kitchen", "distributions",
      "subtasks", "generation", "success",
    ])
    let node = try fields.required("kitchen")
    let description = try KitchenReader.kitchen(
      node, distributions: try fields.required("distributions"))
    let prototype = try KitchenPrototype.scene(description, library: library, node: node)

    // the ways of asking for it
    var templates = [try fields.required("language")]
    templates += try fields["paraphrases"]?.items() ?? []
    let kitchen = KitchenTask(
      description: description,
      instructions: try Instructions(templates, facts: prototype.facts.map(\.name)),
      library: library, subtasks: try fields.required("subtasks"),
      success: try fields.required("success"))
    let objects = try TaskDescription.objects(of: prototype, file: node)
    var task = TaskDescription(
      name: try fields.required("name").string(), language: try templates[0].string(),
      robot: try fields.required("robot").string(),
      version: FileVersion.of(text + library.version),
      controlFrequency: try fields["control_frequency"]?.double(in: 1...1000) ?? 20,
      tableTop: prototype.scene.tableTop,
      poseWorldRobotBase: prototype.scene.poseWorldRobotBase, objects: objects,
      distributions: description.distributionNames.map {
        ResetDistribution(name: $0, placements: [])
      },
      subtasks: try SubtaskReader.subtasks(kitchen.subtasks, objects: objects),
      generation: try GenerationReader.generation(fields["generation"]),
      success: try SuccessReader.success(kitchen.success, objects: objects))
    task.kitchen = kitchen
    return task
  }
}
