import Catalog
import Logging

/// Counts finished tasks, many at a time: one sync of the blobs and one commit for all that wait.
actor ResultSink {
  private let queue: any TaskQueue
  private let blobs: BlobStore
  private let keeper: LeaseKeeper
  private let logger: Logger
  private let counted: @Sendable (_ job: String, _ attempts: Int) async -> Void

  private var waiting: [(claim: TaskClaim, results: [AttemptResult])] = []
  private var isWriting = false
  private var room: [CheckedContinuation<Void, Never>] = []

  /// Tasks that may wait before those who bring more must wait too.
  static let longest = 256

  init(
    queue: any TaskQueue, blobs: BlobStore, keeper: LeaseKeeper, logger: Logger,
    counted: @escaping @Sendable (_ job: String, _ attempts: Int) async -> Void
  ) {
    self.queue = queue
    self.blobs = blobs
    self.keeper = keeper
    self.logger = logger
    self.counted = counted
  }

  /// Takes a finished task; returns before it is counted.
  func put(_ claim: TaskClaim, _ results: [AttemptResult]) async {
    waiting.append((claim, results))
    if !isWriting {
      isWriting = true
      Task { await write() }
    }
    while waiting.count > Self.longest { await turn() }
  }

  /// Returns when all that was taken is counted.
  func drain() async { while isWriting { await turn() } }

  private func turn() async { await withCheckedContinuation { room.append($0) } }

  /// Counts until nothing waits.
  private func write() async {
    while !waiting.isEmpty {
      let batch = waiting
      waiting = []
      await count(batch)
      let waiters = room
      room = []
      for waiter in waiters { waiter.resume() }
    }
    isWriting = false
    for waiter in room { waiter.resume() }
    room = []
  }

  private func count(_ batch: [(claim: TaskClaim, results: [AttemptResult])]) async {
    do {
      try await Blocking.run { [blobs] in try blobs.sync() }
      let answers = try await queue.complete(
        batch.map { TaskCompletion(ticket: $0.claim.ticket, results: $0.results) })
      for (task, answer) in zip(batch, answers) {
        keeper.drop(task.claim.ticket)
        switch answer {
        case .counted, .ended:
          // nothing more is done for a job that is over
          if answer == .ended { keeper.revoke(job: task.claim.job) }
          await counted(task.claim.job, task.claim.motions.count + task.claim.skipped.count)
        case .stale: break
        case .invalid(let reason):
          logger.error("results refused", metadata: ["reason": "\(reason)"])
          _ = try? await queue.fail(task.claim.ticket, cause: .interrupted(detail: reason))
        }
      }
    } catch {
      // the results are lost, the work's place in the queue is not
      logger.error("cannot count results", metadata: ["error": "\(error)"])
      for (claim, _) in batch {
        keeper.drop(claim.ticket)
        _ = try? await queue.fail(claim.ticket, cause: .released)
      }
      try? await Task.sleep(for: .seconds(1))
    }
  }
}
