import Catalog
import Demonstrations
import Episodes
import Foundation
import Robots
import Scenes
import Tasks

/// Keeps the scenes of the last job, since consecutive orders mostly belong to one.
struct SceneBench {
  private var key: [String] = []
  private var scenes: EpisodeScenes?

  /// The scene that an episode happened in.
  ///
  /// - Throws: `WorkerRefusal` when the files are not those that made it, `BlobError`.
  mutating func scene(
    of episode: Episode, task: TaskDescription, robot: RobotModel, blobs: BlobStore
  ) throws -> Scene {
    let first = episode.recipe.demonstrations.first
    let key = [task.name, first ?? ""]
    if self.key != key || scenes == nil {
      let demonstration = try first.map {
        try JSONDecoder().decode(Demonstration.self, from: try blobs.read($0))
      }
      scenes = EpisodeScenes(task: task, robot: robot, first: demonstration)
      self.key = key
    }
    guard let scene = try scenes?.scene(of: episode) else {
      throw WorkerRefusal("the scene could not be made again")
    }
    return scene
  }
}
