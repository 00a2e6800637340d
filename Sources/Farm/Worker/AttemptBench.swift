import Catalog
import Demonstrations
import Episodes
import Foundation
import Robots
import Rollouts
import Tasks

/// Keeps the runner of the last job, since consecutive orders mostly belong to one.
struct AttemptBench {
  private var recipe: AttemptRecipe?
  private var runner: AttemptRunner?

  /// The runner for a recipe.
  ///
  /// - Throws: `WorkerRefusal` when this process cannot make such attempts, `AuthoringError`, `BlobError`.
  mutating func runner(
    for recipe: AttemptRecipe, tasks: TaskShelf, robots: RobotLibrary, blobs: BlobStore
  ) throws -> AttemptRunner {
    if let runner, self.recipe == recipe { return runner }
    guard recipe.engineVersion == EngineVersion.current else {
      throw WorkerRefusal(
        "made by engine \(recipe.engineVersion), this is engine \(EngineVersion.current)")
    }
    guard let task = try tasks.task(named: recipe.task) else {
      throw WorkerRefusal("no task is named \(recipe.task)")
    }
    guard let robot = robots.robot(named: task.robot) else {
      throw WorkerRefusal("no robot is named \(task.robot)")
    }
    let version = Self.version(task: task, robot: robot)
    guard recipe.taskVersion == version else {
      throw WorkerRefusal(
        "task \(task.name) or its robot has changed: \(recipe.taskVersion) before, \(version) now")
    }
    let demonstrations = try recipe.demonstrations.map { sha in
      try JSONDecoder().decode(Demonstration.self, from: try blobs.read(sha))
    }
    let runner = try AttemptRunner(
      task: task, robot: robot, demonstrations: demonstrations,
      demonstrationIDs: recipe.demonstrations, distribution: recipe.distribution,
      seed: recipe.seed, settings: recipe.settings)
    self.recipe = recipe
    self.runner = runner
    return runner
  }

  /// The version of a task's and its robot's files together, as episodes have it.
  static func version(task: TaskDescription, robot: RobotModel) -> String {
    "\(task.version)-\(robot.version)"
  }
}
