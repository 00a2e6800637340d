import Catalog
import Logging

/// A small stock of claimed tasks, filled ahead, so that no worker waits for the disk.
actor TaskSource {
  private let queue: any TaskQueue
  private let keeper: LeaseKeeper
  private let logger: Logger
  /// Tasks claimed at a time: one for each worker.
  private let portion: Int
  private var stock: [TaskClaim] = []
  private var filling: Task<Bool, Never>?

  init(queue: any TaskQueue, keeper: LeaseKeeper, portion: Int, logger: Logger) {
    self.queue = queue
    self.keeper = keeper
    self.portion = portion
    self.logger = logger
  }

  /// The next task, or nil when there is none now.
  func next() async -> TaskClaim? {
    while stock.isEmpty { if await !fill() { return nil } }
    let claim = stock.removeFirst()
    if stock.count < portion, filling == nil { Task { await fill() } }
    return claim
  }

  /// Claims a portion, once for all who wait for it; false when there was nothing.
  private func fill() async -> Bool {
    if let filling { return await filling.value }
    let task = Task { await claim() }
    filling = task
    return await task.value
  }

  private func claim() async -> Bool {
    // here and not where it is awaited: nobody may find it done and still there
    defer { filling = nil }
    do {
      let claims = try await queue.claim(
        worker: "local", limit: portion, lease: LeaseKeeper.lease)
      keeper.hold(claims)
      stock += claims
      return !claims.isEmpty
    } catch {
      logger.error("cannot claim", metadata: ["error": "\(error)"])
      return false
    }
  }

  /// Gives back what nobody took.
  func empty() async {
    _ = await filling?.value
    let rest = stock
    stock = []
    for claim in rest {
      keeper.drop(claim.ticket)
      _ = try? await queue.fail(claim.ticket, cause: .released)
    }
  }
}
