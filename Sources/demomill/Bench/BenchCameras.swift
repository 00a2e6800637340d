import ArgumentParser
import Datasets
import Episodes
import Farm
import Robots
import Rollouts
import Visuals

/// Takes the pictures of kept episodes for a benchmark, as datasets hold them.
struct BenchCameras {
  private let photographer: Photographer
  private let library: VisualLibrary
  let options: CameraOptions
  private var scenes: EpisodeScenes
  private(set) var frames = 0
  private(set) var cpuSeconds = 0.0

  /// What `--cameras 2` stands for.
  private static let usual = ["agentview", "eye_in_hand", "sideview", "sideview_right"]

  /// The options of `text`: how many cameras, or their names with commas.
  static func options(_ text: String, size: SizeArgument, visuals: String) throws -> CameraOptions {
    var names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if let count = Int(text) {
      guard (1...usual.count).contains(count) else {
        throw ValidationError("--cameras must be 1 to \(usual.count), or names with commas.")
      }
      names = Array(usual.prefix(count))
    }
    var options = CameraOptions(names: names)
    (options.width, options.height, options.visuals) = (size.first, size.second, visuals)
    if let (name, reason) = options.problems.first {
      throw ValidationError("--cameras: \(name) \(reason).")
    }
    return options
  }

  init(_ options: CameraOptions, runner: AttemptRunner, scenesFolder: String) throws {
    library = try VisualLibrary(scenesFolder: scenesFolder)
    photographer = Photographer(robot: runner.robot, library: library)
    self.options = options
    scenes = runner.episodeScenes
    do {
      _ = try CameraChoice.choices(
        options, library: library, inKitchen: runner.task.kitchen != nil)
    } catch { throw ValidationError("--cameras: \(error.field) \(error.reason).") }
  }

  /// What the cameras of a dataset are called and how large their pictures are.
  var cameras: [RobomimicEnvironment.Camera] {
    options.names.compactMap { name in
      library.cameras.camera(named: name).map {
        RobomimicEnvironment.Camera(
          name: $0.observation, width: options.width, height: options.height)
      }
    }
  }

  /// The pictures of an episode, its look drawn from `styleSeed`.
  mutating func pictures(of episode: Episode, styleSeed: UInt64) throws -> EpisodePictures {
    let start = CPUClock.seconds()
    let recipe = PictureRecipe(
      cameras: options, styleSeed: styleSeed, visualsVersion: library.version)
    let set = try photographer.pictures(
      of: episode, in: try scenes.scene(of: episode), recipe: recipe)
    frames += set.frames * set.shots.count
    cpuSeconds += CPUClock.seconds() - start
    return EpisodePictures(set, recipe: "{}")
  }
}
