import Catalog
import Demonstrations
import Episodes
import Rollouts

/// What a worker process says.
public enum WorkerReport: Sendable, Hashable, Codable {
  /// It has started and takes orders.
  case ready(WorkerHello)
  /// One attempt is done; its episode is in the blob store.
  case attempt(AttemptResult)
  /// All attempts of the order are done.
  case finished
  /// An episode was made again.
  case verified(VerificationReport)
  /// A file was read; its demonstrations are in the order's folder.
  case ingested([IngestedDemonstration])
  /// A file is no good.
  case rejected(DemonstrationError)
  /// Reading the file ended the process that did.
  case died(WorkerRefusal)
  /// So many of so many episodes are written.
  case progress(done: Int, total: Int)
  /// A dataset is written.
  case exported(ExportSummary)
  /// A scene was drawn.
  case scene(KitchenReport)
  /// Pictures were taken.
  case taken(TakenPictures)
  /// A strip or a clip is in the blob store.
  case previewed(blob: String, bytes: Int)
  /// How a policy's scene stands after a reset, or after each step.
  case moments([SessionMoment])
  /// The order cannot be carried out now, for instance since the disk is full.
  case troubled(WorkerRefusal)
  /// The order cannot be carried out, now or later.
  case refused(WorkerRefusal)
}

/// What a worker says of itself first.
public struct WorkerHello: Sendable, Hashable, Codable {
  public var engineVersion: String

  public init(engineVersion: String = EngineVersion.current) {
    self.engineVersion = engineVersion
  }
}

/// Why an order cannot be carried out.
public struct WorkerRefusal: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  public var reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}

/// A demonstration found in a file.
public struct IngestedDemonstration: Sendable, Hashable, Codable {
  /// SHA-256 of its canonical JSON.
  public var sha256: String
  /// SHA-256 of the file.
  public var uploadSHA256: String
  public var name: String
  public var robot: String
  public var frames: Int
  public var subtasks: [Int]
  /// What is odd about it.
  public var lint: [LintFinding]
}

/// What a written dataset holds.
public struct ExportSummary: Sendable, Hashable, Codable {
  public var files: [DatasetManifest.File]
  public var episodes: Int
  public var steps: Int
  /// What it took of the worker, and the most bytes of memory that the worker held.
  public var cpuSeconds: Double
  public var peakMemory: Int

  public init(
    files: [DatasetManifest.File], episodes: Int, steps: Int, cpuSeconds: Double = 0,
    peakMemory: Int = 0
  ) {
    self.files = files
    self.episodes = episodes
    self.steps = steps
    self.cpuSeconds = cpuSeconds
    self.peakMemory = peakMemory
  }
}
