import Demonstrations
import Episodes
import Geometry
import Multiplication
import Robots
import Rollouts
import Scenes
import Tasks

/// The scenes that episodes of one task happened in, made again from their recipes.
///
/// Kitchens are drawn and settle anew, which takes the physics lock.
public struct EpisodeScenes {
  private let task: TaskDescription
  private let version: String
  private let scenery: Scenery
  private let kitchens: TaskScenes?
  /// The motions of a scene come one after the other.
  private var last: (spec: KitchenSpec, scene: Scene)?

  /// `first` is the first demonstration of the job, whose bodies win over the task's.
  public init(task: TaskDescription, robot: RobotModel, first: Demonstration?) {
    self.task = task
    version = AttemptBench.version(task: task, robot: robot)
    scenery = Scenery(task: task, first: first)
    kitchens =
      task.kitchen == nil
      ? nil
      : task.distributions.first.map {
        TaskScenes(task: task, robot: robot, distribution: $0, seed: 0)
      }
  }

  /// The scene of an episode as it began.
  ///
  /// - Throws: `WorkerRefusal` when the files are not those that made it.
  public mutating func scene(of episode: Episode) throws(WorkerRefusal) -> Scene {
    let recipe = episode.recipe
    guard recipe.taskVersion == version else {
      throw WorkerRefusal(
        "task \(task.name) or its robot has changed: \(recipe.taskVersion) before, \(version) now")
    }
    guard let kitchens, let spec = recipe.kitchenSpec else { return table(episode) }
    if let last, last.spec == spec { return last.scene }
    do throws(InfeasibleScene) {
      let scene = try kitchens.rebuilt(spec).scene
      last = (spec, scene)
      return scene
    } catch { throw WorkerRefusal(error.detail) }
  }

  /// A table with the episode's bodies on it.
  private func table(_ episode: Episode) -> Scene {
    let objects = zip(task.objects, scenery.bodies).enumerated().map { index, pair in
      let body = episode.recipe.drawnPhysics?.body(pair.1, ofObject: index) ?? pair.1
      let place = episode.bodies.firstIndex(of: pair.0.name)
      var object = Scene.Object(
        name: pair.0.name, body: body,
        poseWorldObject: place.map { episode.pose(ofBody: $0, atStep: 0) } ?? .identity,
        mount: pair.0.mount)
      object.materials = pair.0.materials
      return object
    }
    return Scene(
      tableTop: scenery.tableTop, poseWorldRobotBase: scenery.poseWorldRobotBase, objects: objects)
  }
}
