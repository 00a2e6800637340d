import Catalog
import Logging
import Synchronization

/// One worker process's life as the queue sees it: what it was doing when it ended.
final class WorkerSession: Sendable {
  private struct State {
    var started = false
    /// The task in work, and the motion being attempted.
    var claim: TaskClaim?
    var motion: Int?
  }

  private let pool: WorkerPool
  private let state = Mutex(State())

  init(pool: WorkerPool) { self.pool = pool }

  /// Whether the worker came as far as taking orders.
  var started: Bool { state.withLock { $0.started } }

  /// Gives the worker one task after the other until it is gone or the pool is cancelled.
  func serve(_ link: WorkerLink) async {
    guard case .ready = await link.receive(within: WorkerPool.startDeadline) else { return }
    state.withLock { $0.started = true }
    pool.gauge.started()
    defer { pool.gauge.stopped() }
    var asked = ContinuousClock.now
    while !Task.isCancelled {
      guard let claim = await pool.source.next() else {
        await pool.work.wait(atMost: .milliseconds(500))
        // one that died or hangs while it has nothing to do is replaced before there is work
        if asked.duration(to: .now) > WorkerPool.pingPeriod {
          asked = .now
          guard await isThere(link) else { return }
        }
        continue
      }
      state.withLock { $0.claim = claim }
      pool.gauge.became(busy: true)
      let isAlive = await work(on: claim, link)
      pool.gauge.became(busy: false)
      guard isAlive else { return }
    }
  }

  /// Whether an idle worker answers.
  private func isThere(_ link: WorkerLink) async -> Bool {
    if await link.send(.ping), case .finished = await link.receive(within: WorkerPool.pingPatience)
    {
      return true
    }
    link.kill()
    return false
  }

  /// Has one task done; false when the worker is of no more use.
  private func work(on claim: TaskClaim, _ link: WorkerLink) async -> Bool {
    // what was cancelled while it waited is not begun
    if pool.keeper.isLost(claim.ticket) {
      forget(claim)
      return true
    }
    if pool.keeper.isPaused(claim.job) {
      forget(claim)
      _ = try? await pool.queue.fail(claim.ticket, cause: .released)
      return true
    }
    await pool.changed(claim.job, 0)
    guard !claim.motions.isEmpty else { return await finish(claim, []) }
    guard await link.send(.attempts(AttemptsOrder(claim))) else { return false }
    var results: [AttemptResult] = []
    while true {
      let next = results.count < claim.motions.count ? claim.motions[results.count] : nil
      state.withLock { $0.motion = next }
      switch await link.receive(within: .seconds(pool.attemptDeadline)) {
      case .attempt(let result)
      where result.outcome.scene == claim.scene && result.outcome.motion == next:
        results.append(result)
        if pool.keeper.isLost(claim.ticket) {
          forget(claim)
          link.kill()
          return false
        }
      case .finished where next == nil: return await finish(claim, results)
      case .refused(let refusal):
        await fail(claim, .refused(reason: refusal.reason))
        return true
      case .troubled(let trouble):
        pool.logger.error("worker is in trouble", metadata: ["reason": "\(trouble)"])
        pool.gauge.trouble("\(trouble)")
        await fail(claim, .released)
        try? await Task.sleep(for: WorkerPool.troublePause)
        return true
      default:
        // gone, or nonsense: how it ends says what to make of it
        link.kill()
        return false
      }
    }
  }

  private func finish(_ claim: TaskClaim, _ results: [AttemptResult]) async -> Bool {
    pool.gauge.trouble(nil)
    state.withLock { $0.claim = nil }
    await pool.sink.put(claim, results)
    return true
  }

  private func forget(_ claim: TaskClaim) {
    state.withLock { $0.claim = nil }
    pool.keeper.drop(claim.ticket)
  }

  private func fail(_ claim: TaskClaim, _ cause: TaskFailure) async {
    forget(claim)
    do {
      let fate = try await pool.queue.fail(claim.ticket, cause: cause)
      pool.logger.warning(
        "task came back",
        metadata: [
          "job": "\(claim.job)", "scene": "\(claim.scene)", "cause": "\(cause)",
          "fate": "\(fate)",
        ])
    } catch {
      pool.logger.error("cannot give a task back", metadata: ["error": "\(error)"])
    }
    await pool.changed(claim.job, 0)
    pool.work.ring()
  }

  /// Gives back what the worker had in work when it ended by itself.
  func settle(_ ending: WorkerEnding) async {
    let (claim, motion) = state.withLock { ($0.claim, $0.motion) }
    guard let claim else { return }
    if ending.isCrash, let motion {
      await fail(claim, .crashed(motion: motion, detail: ending.description))
    } else if case .signaled = ending.kind {
      await fail(claim, .killed(detail: ending.description))
    } else {
      await fail(claim, .interrupted(detail: ending.description))
    }
  }

  /// Gives back what the worker had in work when the pool ended it.
  func release() async {
    guard let claim = state.withLock({ $0.claim }) else { return }
    forget(claim)
    _ = try? await pool.queue.fail(claim.ticket, cause: .released)
  }
}
