import Synchronization

/// Wakes everyone who waits for something to happen.
final class Doorbell: Sendable {
  private struct State {
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  /// Wakes all who wait now.
  func ring() {
    let waiters = state.withLock { state in
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume() }
  }

  /// Returns at the next ring, after `duration`, or when the task is cancelled.
  func wait(atMost duration: Duration) async {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    let timer = Mutex<Task<Void, Never>?>(nil)
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { $0.waiters[id] = continuation }
        // a cancellation before this line found nobody to wake
        if Task.isCancelled { return wake(id) }
        timer.withLock { timer in
          timer = Task {
            try? await Task.sleep(for: duration)
            wake(id)
          }
        }
      }
    } onCancel: {
      wake(id)
    }
    timer.withLock { $0?.cancel() }
  }

  private func wake(_ id: Int) {
    state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
  }
}
