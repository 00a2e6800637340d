import Episodes

/// Which episodes are for validation, found from their recipes alone, one at a time.
///
/// It is what a writer's `finish(split:)` comes to, known beforehand: for formats that want episodes for
/// validation last.
public struct DatasetSplitPlan {
  private let split: DatasetSplit
  private var scenes: [DatasetSplit.Scene] = []
  private var motions: [Int] = []

  /// A plan without an episode yet.
  public init(_ split: DatasetSplit) { self.split = split }

  /// Takes the next episode.
  public mutating func add(_ recipe: EpisodeRecipe) {
    scenes.append(DatasetSplit.Scene(recipe))
    motions.append(recipe.motion)
  }

  /// The numbers of all episodes, those for training first, each part in its order.
  public var order: [Int] {
    var scenes = scenes
    let isValid = split.assign(&scenes, motions: motions)
    return isValid.indices.filter { !isValid[$0] } + isValid.indices.filter { isValid[$0] }
  }
}
