import Catalog
import Logging

/// A small stock of claimed tasks, filled ahead, so that no worker waits for the disk.
actor TaskSource {
  private let queue: any TaskQueue
  private let keeper: LeaseKeeper
  private let logger: Logger
  private let workers: Int
  private let disk: DiskReserve
  private var isWaiting = false
  /// Tasks claimed at a time: for each worker one, or several when they are small.
  private var portion: Int
  private var stock: [TaskClaim] = []
  private var filling: Task<Bool, Never>?
  private var isClosed = false

  init(queue: any TaskQueue, keeper: LeaseKeeper, workers: Int, disk: DiskReserve, logger: Logger) {
    self.queue = queue
    self.disk = disk
    self.keeper = keeper
    self.workers = workers
    portion = workers
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
    if isClosed { return false }

    // what is in work needs the room that is left
    let complaint = disk.complaint
    if let complaint, !isWaiting {
      logger.warning("work waits", metadata: ["reason": "\(complaint)"])
    }
    isWaiting = complaint != nil
    if isWaiting { return false }
    do {
      let claims = try await queue.claim(
        worker: "local", limit: portion, lease: LeaseKeeper.lease)
      keeper.hold(claims)
      stock += claims
      let motions = claims.reduce(0) { $0 + max(1, $1.motions.count) }
      portion = workers * max(1, TaskPlan.largestBatch * claims.count / max(1, motions))
      return !claims.isEmpty
    } catch {
      logger.error("cannot claim", metadata: ["error": "\(error)"])
      return false
    }
  }

  /// Gives back what nobody took, and claims no more.
  func close() async {
    isClosed = true
    _ = await filling?.value
    let rest = stock
    stock = []
    for claim in rest {
      keeper.drop(claim.ticket)
      _ = try? await queue.fail(claim.ticket, cause: .released)
    }
  }
}
