import Foundation

/// How a job is cut into tasks, each a scene and a batch of consecutive motions, and in which order.
///
/// A job that makes all its attempts goes scene by scene. One that may end early goes in rounds: the first
/// batch of motions of every scene, then the second of every scene, and so on, so that what was made
/// when it ends is spread over all scenes. The batch of rounds does not depend on the workers.
public struct TaskPlan: Sendable, Hashable {
  /// The most attempts that one task holds.
  public static let largestBatch = 8

  public let scenes: Int
  public let motions: Int
  /// Motions of a task; the last of a scene may have fewer.
  public let batch: Int
  /// Whether the tasks go in rounds over all scenes.
  public let inRounds: Bool
  /// The attempts of all tasks together; the last task may be cut to fit.
  public let attempts: Int

  /// One task of a plan.
  public struct Item: Sendable, Hashable {
    public var scene: Int
    public var firstMotion: Int
    public var motions: Int
  }

  public init(
    scenes: Int, motions: Int, batch: Int, inRounds: Bool = false, attempts: Int = .max
  ) {
    self.scenes = scenes
    self.motions = motions
    self.batch = batch
    self.inRounds = inRounds
    self.attempts = min(attempts, scenes * motions)
  }

  /// A plan of batches small enough that each of `workers` gets some four of them.
  ///
  /// Batches are multiples of `branches`: motions that branch off a common one must be made together.
  public init(scenes: Int, motions: Int, workers: Int, branches: Int = 1) {
    let shares = max(1, workers) * 4
    let fair = (scenes * motions + shares - 1) / shares
    let batch = max(1, min(fair, motions, Self.largestBatch))
    self.init(
      scenes: scenes, motions: motions, batch: Self.families(batch, branches: branches))
  }

  /// The plan of a job: as small batches as its branches allow where it may end early.
  ///
  /// `branches` are the task's own, for a job that says nothing of them.
  public init(_ spec: JobSpec, workers: Int, branches: Int = 1) {
    let branches = max(1, spec.motions.options.branches ?? branches)
    if spec.mayEndEarly {
      self.init(
        scenes: spec.scenes.count, motions: spec.motions.count, batch: branches, inRounds: true,
        attempts: spec.total)
    } else {
      self.init(
        scenes: spec.scenes.count, motions: spec.motions.count, workers: workers,
        branches: branches)
    }
  }

  /// A batch rounded up to whole families.
  private static func families(_ batch: Int, branches: Int) -> Int {
    let branches = max(1, branches)
    return (batch + branches - 1) / branches * branches
  }

  private var batchesPerScene: Int { (motions + batch - 1) / batch }

  /// How many tasks there are.
  public var count: Int {
    guard attempts < scenes * motions else { return scenes * batchesPerScene }
    guard attempts > 0 else { return 0 }

    // whole groups of equal tasks (a round's, or a scene's), then part of one
    if inRounds {
      let round = (attempts - 1) / (scenes * batch)
      let rest = attempts - round * scenes * batch
      let size = min(batch, motions - round * batch)
      return round * scenes + (rest + size - 1) / size
    }
    let scene = (attempts - 1) / motions
    return scene * batchesPerScene + (attempts - scene * motions + batch - 1) / batch
  }

  /// The task at a position.
  public func item(at position: Int) -> Item {
    let scene = inRounds ? position % scenes : position / batchesPerScene
    let first = (inRounds ? position / scenes : position % batchesPerScene) * batch
    let size = min(batch, motions - first)

    // the last one keeps within the cap
    let before = inRounds ? first * scenes + scene * size : scene * motions + first
    return Item(scene: scene, firstMotion: first, motions: min(size, attempts - before))
  }

  /// A task's id: a hash of all that decides its results.
  public func id(of item: Item, job: String, engineVersion: String, taskVersion: String) -> String {
    let recipe = [
      job, engineVersion, taskVersion, "\(item.scene)", "\(item.firstMotion)", "\(item.motions)",
    ]
    return BlobStore.sha256(Data(recipe.joined(separator: "\n").utf8))
  }
}
