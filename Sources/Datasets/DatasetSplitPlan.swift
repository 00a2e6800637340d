import Episodes

/// The sides of a dataset's episodes, found from their recipes alone, one at a time.
///
/// Writers want the side of each episode with it, and some want those for validation last; where episodes
/// go depends on all of them.
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

  /// The side of each episode, in the order in which they were added.
  public var sides: [DatasetSide] {
    var scenes = scenes
    return split.assign(&scenes, motions: motions)
  }

  /// The numbers of all episodes, those for training first, each part in its order.
  public var order: [Int] { DatasetSide.order(sides) }
}
