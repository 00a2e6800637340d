import Episodes
import Geometry

/// How episodes are divided into training and validation: by scene, so that none is in both.
public struct DatasetSplit: Sendable, Hashable, Codable {
  /// The scene that an episode was made in, told apart across jobs.
  public struct Scene: Hashable {
    let task: String
    let distribution: String
    let seed: UInt64
    let scene: Int
    /// Tells episodes apart where one scene is all there is; otherwise 0.
    var motion = 0

    public init(task: String, distribution: String, seed: UInt64, scene: Int) {
      self.task = task
      self.distribution = distribution
      self.seed = seed
      self.scene = scene
    }

    init(_ recipe: EpisodeRecipe) {
      self.init(
        task: recipe.task, distribution: recipe.distribution, seed: recipe.seed,
        scene: recipe.scene)
    }

    /// A number that depends on the scene alone, not on the dataset it is in.
    var rank: UInt64 {
      var stream = RandomStream(seed: seed).stream("split").stream(task)
        .stream(distribution, scene).stream("motion", motion)
      return stream.next()
    }
  }

  /// The fraction of scenes for validation, within [0, 1); 0 leaves validation out.
  public var valid: Double

  /// A split with a fraction of scenes for validation; values outside [0, 0.9] are clamped.
  public init(valid: Double = 0.1) { self.valid = min(0.9, max(0, valid)) }

  /// The side of each episode, training or validation.
  ///
  /// With at least two scenes, or two episodes of one scene, neither side is empty unless `valid` is 0.
  public func assign(_ recipes: [EpisodeRecipe]) -> [DatasetSide] {
    assign(recipes.map(Scene.init), motions: recipes.map(\.motion))
  }

  /// The same by the scene and the motion of each episode.
  public func assign(_ scenes: [Scene], motions: [Int]) -> [DatasetSide] {
    var scenes = scenes
    if Set(scenes).count == 1 {
      for k in scenes.indices { scenes[k].motion = motions[k] }
    }
    // the scenes of lowest rank, as many as the fraction says
    let ranked = Set(scenes).map { (rank: $0.rank, scene: $0) }.sorted { $0.rank < $1.rank }
    guard valid > 0, ranked.count >= 2 else { return scenes.map { _ in .train } }
    let wanted = Int((valid * Double(ranked.count)).rounded())
    let chosen = Set(ranked.prefix(min(ranked.count - 1, max(1, wanted))).map(\.scene))
    return scenes.map { chosen.contains($0) ? .valid : .train }
  }
}
