import Catalog
import Logging

/// Keeps worker processes busy with what the queue hands out.
struct WorkerPool: Sendable {
  let queue: any TaskQueue
  let launcher: WorkerLauncher
  let attemptDeadline: Double
  let logger: Logger
  /// Rung when there may be new work.
  let work: Doorbell
  /// Called after something of a job has changed.
  let changed: @Sendable (_ job: String, _ attempts: Int) async -> Void
  let gauge: PoolGauge

  /// How long a worker may take to start.
  static let startDeadline = Duration.seconds(30)
  /// The longest pause after workers that do not start, in seconds.
  static let longestPause = 30.0

  /// Runs one worker after the other until cancelled.
  func run(slot: Int) async {
    var failures = 0
    while !Task.isCancelled {
      let session = WorkerSession(pool: self, name: "local-\(slot)")
      let (_, ending) = await launcher.withWorker { link in await session.serve(link) }
      gauge.ended(crash: ending.isCrash)
      await session.settle(ending)
      if Task.isCancelled { return }

      // a worker that got as far as its first order is no reason to wait
      failures = session.started ? 0 : failures + 1
      guard failures > 0 else { continue }
      let pause = min(Self.longestPause, 0.25 * Double(1 << min(failures, 10)))
      logger.error(
        "worker cannot start",
        metadata: ["slot": "\(slot)", "pause_s": "\(pause)", "ending": "\(ending)"])
      try? await Task.sleep(for: .seconds(pause))
    }
  }
}
