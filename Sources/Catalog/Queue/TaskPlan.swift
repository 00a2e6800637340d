import Foundation

/// How a job is cut into tasks: each a scene and a batch of consecutive motions.
public struct TaskPlan: Sendable, Hashable {
  /// The most attempts that one task holds.
  public static let largestBatch = 8

  public let scenes: Int
  public let motions: Int
  /// Motions of a task; the last of a scene may have fewer.
  public let batch: Int

  /// One task of a plan.
  public struct Item: Sendable, Hashable {
    public var scene: Int
    public var firstMotion: Int
    public var motions: Int
  }

  public init(scenes: Int, motions: Int, batch: Int) {
    self.scenes = scenes
    self.motions = motions
    self.batch = batch
  }

  /// A plan of batches small enough that each of `workers` gets some four of them.
  public init(scenes: Int, motions: Int, workers: Int) {
    let shares = max(1, workers) * 4
    let fair = (scenes * motions + shares - 1) / shares
    self.init(
      scenes: scenes, motions: motions, batch: max(1, min(fair, motions, Self.largestBatch)))
  }

  private var batchesPerScene: Int { (motions + batch - 1) / batch }

  /// How many tasks there are.
  public var count: Int { scenes * batchesPerScene }

  /// The task at a position, scene by scene.
  public func item(at position: Int) -> Item {
    let first = position % batchesPerScene * batch
    return Item(
      scene: position / batchesPerScene, firstMotion: first, motions: min(batch, motions - first))
  }

  /// A task's id: a hash of all that decides its results.
  public func id(of item: Item, job: String, engineVersion: String, taskVersion: String) -> String {
    let recipe = [
      job, engineVersion, taskVersion, "\(item.scene)", "\(item.firstMotion)", "\(item.motions)",
    ]
    return BlobStore.sha256(Data(recipe.joined(separator: "\n").utf8))
  }
}
