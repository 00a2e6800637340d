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
    _ root: AuthoredNode, text: String, library: KitchenLibrary, tasks: [TaskDescription] = []
  ) throws(AuthoringError) -> TaskDescription {
    let isComposite = try isComposite(root)
    let fields = try root.fields([
      "name", "language", "paraphrases", "robot", "control_frequency", "kitchen", "distributions",
      isComposite ? "skills" : "subtasks", "generation", "success",
    ])
    let node = try fields.required("kitchen")
    var description = try KitchenReader.kitchen(
      node, distributions: try fields.required("distributions"), hasBase: !isComposite)
    let body: TaskBody
    var bases: [AuthoredNode] = []
    if isComposite {
      var skills = SkillReader(description, tasks: tasks)
      try skills.read(try fields.required("skills"))
      description = skills.kitchen
      bases = skills.bases
      body = .skills(skills.templates)
    } else {
      body = .subtasks(try fields.required("subtasks"))
    }
    let prototype = try KitchenPrototype.scene(
      description, library: library, node: node, bases: bases)

    // the ways of asking for it
    var templates = [try fields.required("language")]
    templates += try fields["paraphrases"]?.items() ?? []
    let kitchen = KitchenTask(
      description: description,
      instructions: try Instructions(templates, facts: prototype.facts.map(\.name)),
      library: library, body: body,
      success: try fields.required("success"))
    let objects = try TaskDescription.objects(of: prototype, file: node)
    let (subtasks, skills) = try body.read(objects: objects)
    var task = TaskDescription(
      name: try fields.required("name").string(), language: try templates[0].string(),
      robot: try fields.required("robot").string(),
      version: FileVersion.of(
        text + library.version + skills.map(\.skill.version).joined()),
      controlFrequency: try fields["control_frequency"]?.double(in: 1...1000) ?? 20,
      tableTop: prototype.scene.tableTop,
      poseWorldRobotBase: prototype.scene.poseWorldRobotBase, objects: objects,
      distributions: description.distributionNames.map {
        ResetDistribution(name: $0, placements: [])
      },
      subtasks: subtasks,
      generation: try GenerationReader.generation(fields["generation"]),
      success: try SuccessReader.success(kitchen.success, objects: objects))
    task.kitchen = kitchen
    task.skills = skills
    try checkSkills(of: task, at: root)
    return task
  }

  /// Whether a file lists skills instead of subtasks.
  static func isComposite(_ root: AuthoredNode) throws(AuthoringError) -> Bool {
    try root.entries().contains { $0.name == "skills" }
  }

  /// Skills are done by the same robot at the same rate.
  private static func checkSkills(
    of task: TaskDescription, at root: AuthoredNode
  ) throws(AuthoringError) {
    for step in task.skills {
      guard step.skill.robot == task.robot,
        step.skill.controlFrequency == task.controlFrequency
      else {
        throw root.error(
          "\(step.skill.name) is done by \(step.skill.robot) at \(step.skill.controlFrequency) Hz")
      }
    }
  }
}
