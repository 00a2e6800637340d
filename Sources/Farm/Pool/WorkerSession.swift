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
  private let name: String
  private let state = Mutex(State())

  /// How much longer a lease is than one attempt's deadline, in seconds.
  static let leaseMargin = 30.0

  init(pool: WorkerPool, name: String) {
    self.pool = pool
    self.name = name
  }

  /// Whether the worker came as far as taking orders.
  var started: Bool { state.withLock { $0.started } }

  private var lease: Double { pool.attemptDeadline + Self.leaseMargin }

  /// Gives the worker one task after the other until it is gone or the pool is cancelled.
  func serve(_ link: WorkerLink) async {
    guard case .ready = await link.receive(within: WorkerPool.startDeadline) else { return }
    state.withLock { $0.started = true }
    pool.gauge.started()
    defer { pool.gauge.stopped() }
    while !Task.isCancelled {
      let claims: [TaskClaim]
      do { claims = try await pool.queue.claim(worker: name, limit: 1, lease: lease) } catch {
        pool.logger.error("cannot claim", metadata: ["error": "\(error)"])
        await pool.work.wait(atMost: .seconds(2))
        continue
      }
      guard let claim = claims.first else {
        await pool.work.wait(atMost: .milliseconds(500))
        continue
      }
      state.withLock { $0.claim = claim }
      pool.gauge.became(busy: true)
      let alive = await work(on: claim, link)
      pool.gauge.became(busy: false)
      guard alive else { return }
    }
  }

  /// Has one task done; false when the worker is of no more use.
  private func work(on claim: TaskClaim, _ link: WorkerLink) async -> Bool {
    await pool.changed(claim.job, 0)
    guard !claim.motions.isEmpty else { return await complete(claim, []) }
    guard await link.send(.attempts(AttemptsOrder(claim))) else { return false }
    var results: [AttemptResult] = []
    var renewed = ContinuousClock.now
    while true {
      let motion = results.count < claim.motions.count ? claim.motions[results.count] : nil
      state.withLock { $0.motion = motion }
      switch await link.receive(within: .seconds(pool.attemptDeadline)) {
      case .attempt(let result):
        results.append(result)
        // the lease is renewed now and then, which also tells whether the job was cancelled
        guard renewed.duration(to: .now) > .seconds(2) else { continue }
        renewed = .now
        if (try? await pool.queue.heartbeat(claim.ticket, lease: lease)) == false {
          state.withLock { $0.claim = nil }
          link.kill()
          return false
        }
      case .finished: return await complete(claim, results)
      case .refused(let refusal):
        await fail(claim, .refused(reason: refusal.reason))
        return true
      default:
        // gone, or nonsense: how it ends says what to make of it
        link.kill()
        return false
      }
    }
  }

  private func complete(_ claim: TaskClaim, _ results: [AttemptResult]) async -> Bool {
    do {
      let counted = try await pool.queue.complete(claim.ticket, results: results)
      state.withLock { $0.claim = nil }
      if counted { await pool.changed(claim.job, claim.motions.count + claim.skipped.count) }
    } catch .invalid(let field, let reason) {
      await fail(claim, .interrupted(detail: "\(field) \(reason)"))
    } catch {
      // the results are lost, not the work's place in the queue
      pool.logger.error("cannot count results", metadata: ["error": "\(error)"])
      await fail(claim, .released)
      try? await Task.sleep(for: .seconds(1))
    }
    return true
  }

  private func fail(_ claim: TaskClaim, _ cause: TaskFailure) async {
    state.withLock { $0.claim = nil }
    do {
      let fate = try await pool.queue.fail(claim.ticket, cause: cause)
      pool.logger.warning(
        "task came back",
        metadata: [
          "job": "\(claim.job)", "scene": "\(claim.scene)", "cause": "\(cause)", "fate": "\(fate)",
        ])
    } catch {
      pool.logger.error("cannot give a task back", metadata: ["error": "\(error)"])
    }
    await pool.changed(claim.job, 0)
    pool.work.ring()
  }

  /// Gives back what the worker had in work when it ended.
  func settle(_ ending: WorkerEnding) async {
    let (claim, motion) = state.withLock { ($0.claim, $0.motion) }
    guard let claim else { return }
    if Task.isCancelled {
      // the pool is shutting down; a cancelled task may still tell the queue
      let pool = pool
      await Task.detached { _ = try? await pool.queue.fail(claim.ticket, cause: .released) }.value
    } else if ending.isCrash, let motion {
      await fail(claim, .crashed(motion: motion, detail: ending.description))
    } else {
      await fail(claim, .interrupted(detail: ending.description))
    }
  }
}
