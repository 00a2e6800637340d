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
  private var isDraining = false
  private var room: [CheckedContinuation<Void, Never>] = []

  /// How often the queue is asked to count what it fails to.
  static let mostTries = 3
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
  func drain() async {
    isDraining = true
    while isWriting { await turn() }
  }

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

  private func count(_ all: [(claim: TaskClaim, results: [AttemptResult])]) async {
    let batch = await onDisk(all)
    guard !batch.isEmpty else { return }
    guard let answers = await complete(batch) else {
      // the results are lost, the work's place in the queue is not
      await giveBack(batch.map(\.claim))
      return
    }
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
  }

  /// The tasks whose episodes are on the disk; others are given back.
  private func onDisk(
    _ batch: [(claim: TaskClaim, results: [AttemptResult])]
  ) async -> [(claim: TaskClaim, results: [AttemptResult])] {
    do {
      try await Blocking.run { [blobs] in try blobs.sync() }
      return batch
    } catch {
      // what a failed sync leaves may be lost although it can still be read, so it is written anew
      logger.error("cannot sync episodes", metadata: ["error": "\(error)"])
    }
    var kept: [(claim: TaskClaim, results: [AttemptResult])] = []
    for task in batch {
      let names = task.results.compactMap { $0.episode?.blob }
      do {
        try await Blocking.run { [blobs] in for name in names { try blobs.harden(name) } }
        kept.append(task)
      } catch {
        logger.error("episodes are lost", metadata: ["error": "\(error)"])
        await giveBack([task.claim])
      }
    }
    return kept
  }

  /// The queue's answers; nil when it cannot count, however often it is asked.
  ///
  /// A full disk is waited for, since the work is done and its episodes are kept.
  private func complete(
    _ batch: [(claim: TaskClaim, results: [AttemptResult])]
  ) async -> [CompletionAnswer]? {
    let completions = batch.map { TaskCompletion(ticket: $0.claim.ticket, results: $0.results) }
    var tries = 0
    while true {
      do {
        return try await queue.complete(completions)
      } catch {
        logger.error("cannot count results", metadata: ["error": "\(error)"])
        if error != .full { tries += 1 }
        if isDraining || tries == Self.mostTries { return nil }
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func giveBack(_ claims: [TaskClaim]) async {
    for claim in claims {
      keeper.drop(claim.ticket)
      _ = try? await queue.fail(claim.ticket, cause: .released)
    }
  }
}
