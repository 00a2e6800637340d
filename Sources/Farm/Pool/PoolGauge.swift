import Synchronization

/// Counts what a pool's workers do.
final class PoolGauge: Sendable {
  private struct State {
    var alive = 0
    var busy = 0
    var restarts = 0
    var crashes = 0
    var trouble: String?
  }

  private let state = Mutex(State())

  func started() { state.withLock { $0.alive += 1 } }
  func became(busy: Bool) { state.withLock { $0.busy += busy ? 1 : -1 } }
  func stopped() { state.withLock { $0.alive -= 1 } }
  func ended(crash: Bool) {
    state.withLock { state in
      state.restarts += 1
      if crash { state.crashes += 1 }
    }
  }

  /// Notes what a worker cannot go on for, or nil once one has come forward.
  func trouble(_ reason: String?) { state.withLock { $0.trouble = reason } }

  /// What workers cannot go on for just now.
  var trouble: String? { state.withLock { $0.trouble } }

  /// Workers alive, workers busy, workers that ended so far, and those of them that crashed.
  var reading: (alive: Int, busy: Int, restarts: Int, crashes: Int) {
    state.withLock { ($0.alive, $0.busy, $0.restarts, $0.crashes) }
  }
}
