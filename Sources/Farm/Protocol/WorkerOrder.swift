import Catalog
import Datasets
import Episodes
import Rollouts

/// What the server asks of a worker process: one order at a time, answered by `WorkerReport`s.
public enum WorkerOrder: Sendable, Hashable, Codable {
  /// Make attempts: an `attempt` report after each, then `finished`.
  case attempts(AttemptsOrder)
  /// Make an episode again and compare: a `verified` report.
  case verify(VerifyOrder)
  /// Read an untrusted file: an `ingested` or `rejected` report.
  case ingest(IngestOrder)
  /// Write a dataset: `progress` reports, then `exported`.
  case export(ExportOrder)
  /// Draw a scene whose objects have to settle: a `scene` report.
  case scene(SceneOrder)
  /// Take pictures: a `taken` report for each set, then `finished`.
  case render(RenderOrder)
  /// Make a strip or a clip: a `previewed` report.
  case preview(PreviewOrder)
  /// Say that it is there: a `finished` report.
  case ping
  /// Draw a scene for a policy: a `moments` report of one.
  case reset(SessionOrder)
  /// Execute a policy's actions: a `moments` report of one each.
  case step([[Double]])
}

/// All that a job's attempts depend on, beside scene and motion.
public struct AttemptRecipe: Sendable, Hashable, Codable {
  public var task: String
  /// What the job was accepted with; a worker with other files refuses.
  public var taskVersion: String
  public var engineVersion: String
  /// Content hashes, which are blobs' names too.
  public var demonstrations: [String]
  public var distribution: String
  public var seed: UInt64
  public var settings: AttemptSettings
}

/// Motions to attempt in one scene.
public struct AttemptsOrder: Sendable, Hashable, Codable {
  public var recipe: AttemptRecipe
  public var scene: Int
  /// In the order they are attempted and reported.
  public var motions: [Int]

  /// The order that a claim of the queue stands for.
  public init(_ claim: TaskClaim) {
    recipe = AttemptRecipe(
      task: claim.spec.task, taskVersion: claim.taskVersion, engineVersion: claim.engineVersion,
      demonstrations: claim.demonstrations, distribution: claim.spec.scenes.distribution,
      seed: claim.spec.seed, settings: AttemptSettings(claim.spec))
    scene = claim.scene
    motions = claim.motions
  }
}

/// An episode to make again.
public struct VerifyOrder: Sendable, Hashable, Codable {
  /// The episode's blob.
  public var episode: String
}

/// A file to read.
public struct IngestOrder: Sendable, Hashable, Codable {
  public var file: String
  public var task: String
  /// `robomimic` or `json`; nil to tell by the content.
  public var format: String?
  /// SHA-256 of the file where it is known already.
  public var sha256: String?
  /// Where the demonstrations are put, one a file.
  public var folder: String

  /// The file of the demonstration of that index.
  func path(of index: Int) -> String { "\(folder)/\(index).json" }
}

/// A dataset to write.
public struct ExportOrder: Sendable, Hashable, Codable {
  /// Blobs of the episodes, in the dataset's order.
  public var episodes: [String]
  /// The side of each.
  public var sides: [DatasetSide]
  /// Of the episodes; several where the format holds several.
  public var tasks: [String]
  public var format: DatasetFormat
  public var options: DatasetOptions
  /// The file or the folder to make.
  public var file: String
  /// Blobs of the pictures of each episode; empty for none.
  public var pictures: [String]
  /// What the episodes' kitchens are drawn from, each once; the first episode's where nobody says.
  public var splits: [String]?
}

/// A scene to draw, as a job of this seed would.
public struct SceneOrder: Sendable, Hashable, Codable {
  public var task: String
  public var distribution: String
  public var seed: UInt64
  public var scene: Int
}
