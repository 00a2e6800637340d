import Catalog
import Logging

/// Keeps worker processes busy with what the queue hands out.
struct WorkerPool: Sendable {
  let queue: any TaskQueue
  let launcher: WorkerLauncher
  let workers: Int
  let attemptDeadline: Double
  let logger: Logger
  /// Rung when there may be new work.
  let work: Doorbell
  /// Called after something of a job has changed, with the attempts just counted.
  let changed: @Sendable (_ job: String, _ attempts: Int) async -> Void
  let gauge: PoolGauge
  let keeper: LeaseKeeper
  let source: TaskSource
  let sink: ResultSink

  /// How long a worker may take to start.
  static let startDeadline = Duration.seconds(30)
  /// How often an idle worker is asked whether it is there, and how long it may take to answer.
  static let pingPeriod = Duration.seconds(3)
  static let pingPatience = Duration.seconds(10)
  /// How long a worker rests when the disk is full.
  static let troublePause = Duration.seconds(5)
  /// The longest pause after workers that do not start, in seconds.
  static let longestPause = 30.0

  init(
    queue: any TaskQueue, blobs: BlobStore, disk: DiskReserve, launcher: WorkerLauncher,
    workers: Int,
    attemptDeadline: Double, logger: Logger, work: Doorbell, gauge: PoolGauge,
    keeper: LeaseKeeper,
    changed: @escaping @Sendable (_ job: String, _ attempts: Int) async -> Void
  ) {
    self.queue = queue
    self.launcher = launcher
    self.workers = workers
    self.attemptDeadline = attemptDeadline
    self.logger = logger
    self.work = work
    self.changed = changed
    self.gauge = gauge
    self.keeper = keeper
    source = TaskSource(
      queue: queue, keeper: keeper, workers: workers, disk: disk, logger: logger)
    sink = ResultSink(
      queue: queue, blobs: blobs, keeper: keeper, logger: logger, counted: changed)
  }

  /// Runs until cancelled; then everything is counted or given back.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await keeper.run() }
      for slot in 0..<workers { group.addTask { await run(slot: slot) } }
    }
    // a cancelled task may still tell the queue
    await Task.detached {
      await sink.drain()
      await source.close()
    }.value
  }

  /// Runs one worker after the other until cancelled.
  private func run(slot: Int) async {
    var failures = 0
    while !Task.isCancelled {
      let session = WorkerSession(pool: self)
      let (_, ending) = await launcher.withWorker { link in await session.serve(link) }
      if Task.isCancelled { return await Task.detached { await session.release() }.value }
      gauge.ended(crash: ending.isCrash)
      await session.settle(ending)

      // a worker that came as far as taking orders is no reason to wait
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
