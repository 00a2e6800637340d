import Catalog
import Logging

/// What a mill needs to know to run.
///
/// Deadlines are seconds of wall time without those in which a process waits for a core (`WorkerDeadline`).
public struct MillConfiguration: Sendable {
  /// Where catalog, blobs and datasets are kept; made when it is not there.
  public var dataFolder: String
  /// The folder that holds `tasks/` and `robots/`.
  public var scenesFolder: String
  /// Path of the program to start workers with; it must know the command `worker`.
  public var executable: String
  /// Worker processes; at least 1.
  public var workers: Int
  /// How far workers stand back where others want the CPU, 0 to 19.
  public var niceness: Int = 5
  /// Seconds for one attempt before its worker is killed.
  public var attemptDeadline: Double = 60
  /// Seconds to read an uploaded file, with all waits of the fork that reads it.
  public var ingestDeadline: Double = 10
  /// Seconds to verify an episode.
  public var verifyDeadline: Double = 120
  /// Seconds for an export to make no progress before it is killed.
  public var exportDeadline: Double = 600
  /// Seconds for the pictures of one episode in one look.
  public var renderDeadline: Double = 600
  /// Processes beside the workers, for verification, export and drawn scenes together.
  public var sideProcesses: Int = 2
  /// Uploads that are read at a time, a process each.
  public var readers: Int = 2
  /// Sessions that may be open at a time, a process each.
  public var sessions: Int = 8
  /// Whether webhooks may lead to addresses that are not the public internet's.
  public var allowsPrivateWebhooks = false
  /// Seconds that the receiver of a webhook has to answer.
  public var webhookTimeout: Double = 5
  /// More variables for worker processes.
  public var workerEnvironment: [String: String] = [:]
  public var logger: Logger
  public var now: WallClock

  public init(
    dataFolder: String, scenesFolder: String, executable: String, workers: Int,
    logger: Logger = Logger(label: "mill"), now: @escaping WallClock = systemClock
  ) {
    self.dataFolder = dataFolder
    self.scenesFolder = scenesFolder
    self.executable = executable
    self.workers = workers
    self.logger = logger
    self.now = now
  }
}
