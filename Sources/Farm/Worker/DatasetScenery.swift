import Datasets
import Demonstrations
import Episodes
import Multiplication
import Robots
import Rollouts
import Tasks

/// What datasets say of the worlds that episodes of one task happened in.
///
/// On a table all episodes of a job share one world, as its first demonstration tells of it. Every kitchen
/// is another: it is drawn again from the episode's spec, which takes the physics lock.
public struct DatasetScenery {
  /// What all episodes have in common.
  public internal(set) var environment: RobomimicEnvironment
  private let scenes: TaskScenes?
  private let version: String
  private let taskObjects: Set<String>
  /// The motions of a scene come one after the other.
  private var last: (spec: KitchenSpec, world: RobomimicEnvironment.World)?

  /// The scenery of a task; `name` is the environment's, `first` the first demonstration of a job on a
  /// table, `splits` what the kitchens are drawn from: it tells of no wordings but theirs.
  public init(
    task: TaskDescription, robot: RobotModel, name: String, first: Demonstration?,
    splits: [KitchenOptions.Split] = [.all]
  ) {
    version = AttemptBench.version(task: task, robot: robot)
    taskObjects = Set(task.objects.map(\.name))
    var environment = RobomimicEnvironment(
      name: name, version: EngineVersion.current, robot: task.robot,
      controlFrequency: task.controlFrequency)
    if let kitchen = task.kitchen {
      environment.objects = task.objects.map(\.name)
      let known = splits.map { Set(kitchen.instructions.templates(of: $0)) }
      environment.instructions = kitchen.instructions.templates.filter { template in
        known.contains { $0.contains(template) }
      }
      environment.templates = Self.templates(of: [task])
      scenes = task.distributions.first.map {
        TaskScenes(task: task, robot: robot, distribution: $0, seed: 0)
      }
    } else {
      environment.templates = Self.templates(of: [task])
      let scenery = Scenery(task: task, first: first)
      environment.world = RobomimicEnvironment.World(
        bodies: zip(task.objects, scenery.bodies).map { .init(name: $0.name, model: $1) },
        tableTop: scenery.tableTop, poseWorldRobotBase: scenery.poseWorldRobotBase)
      scenes = nil
    }
    self.environment = environment
  }

  /// The scenery of several tasks of one robot, whose worlds nobody asks for; at least one.
  init(tasks: [TaskDescription], robot: RobotModel) {
    version = ""
    taskObjects = []
    scenes = nil
    environment = RobomimicEnvironment(
      name: tasks.map(\.name).joined(separator: "+"), version: EngineVersion.current,
      robot: robot.name, controlFrequency: tasks.first?.controlFrequency ?? 0)
    environment.objects = []
    environment.holdsTasks = true
    environment.templates = Self.templates(of: tasks)
  }

  /// The ways of asking for tasks, by task and split; of tasks on tables for all episodes.
  private static func templates(
    of tasks: [TaskDescription]
  ) -> [String: [String: [String]]] {
    var found: [String: [String: [String]]] = [:]
    for task in tasks {
      guard let instructions = task.kitchen?.instructions else {
        found[task.name] = ["": [task.language] + task.paraphrases]
        continue
      }
      for split in KitchenOptions.Split.allCases {
        found[task.name, default: [:]][split.rawValue] = instructions.templates(of: split)
      }
    }
    return found
  }

  /// The world of an episode where it has one of its own; nil where it is the dataset's, and where other
  /// files than today's made it.
  public mutating func world(of episode: Episode) -> RobomimicEnvironment.World? {
    guard let scenes, let spec = episode.recipe.kitchenSpec,
      episode.recipe.taskVersion == version
    else { return nil }
    if let last, last.spec == spec { return last.world }
    guard let scene = try? scenes.rebuilt(spec).scene else { return nil }
    let world = RobomimicEnvironment.World(
      bodies: scene.objects.filter { taskObjects.contains($0.name) }
        .map { .init(name: $0.name, model: $0.body) },
      tableTop: scene.tableTop, poseWorldRobotBase: scene.poseWorldRobotBase)
    last = (spec, world)
    return world
  }
}
