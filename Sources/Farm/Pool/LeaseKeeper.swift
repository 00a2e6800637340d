import Catalog
import Logging
import Synchronization

/// Renews the leases of all tasks that this process holds, and knows which were lost.
final class LeaseKeeper: Sendable {
  private struct State {
    /// The job of each held ticket.
    var held: [TaskTicket: String] = [:]
    var lost: Set<TaskTicket> = []
    /// Jobs of which nothing more is begun.
    var paused: Set<String> = []
  }

  /// Seconds that a task is claimed for; renewed thrice in that time.
  static let lease = 60.0

  private let queue: any TaskQueue
  private let logger: Logger
  private let state = Mutex(State())

  init(queue: any TaskQueue, logger: Logger) {
    self.queue = queue
    self.logger = logger
  }

  /// Renews from now on.
  func hold(_ claims: [TaskClaim]) {
    state.withLock { state in for claim in claims { state.held[claim.ticket] = claim.job } }
  }

  /// Renews no more.
  func drop(_ ticket: TaskTicket) {
    state.withLock { state in
      state.held[ticket] = nil
      state.lost.remove(ticket)
    }
  }

  /// Whether results for this ticket would be stale.
  func isLost(_ ticket: TaskTicket) -> Bool { state.withLock { $0.lost.contains(ticket) } }

  /// Takes all tickets of a job as lost: it was cancelled.
  func revoke(job: String) {
    state.withLock { state in
      for (ticket, holder) in state.held where holder == job { state.lost.insert(ticket) }
    }
  }

  /// Says whether tasks of a job that are held may be begun.
  func set(job: String, paused: Bool) {
    state.withLock { state in
      if paused { state.paused.insert(job) } else { state.paused.remove(job) }
    }
  }

  /// Whether a job's tasks that are held and not begun are to be given back.
  func isPaused(_ job: String) -> Bool { state.withLock { $0.paused.contains(job) } }

  /// Renews until cancelled.
  func run() async {
    while (try? await Task.sleep(for: .seconds(Self.lease / 3))) != nil {
      let tickets = state.withLock { Array($0.held.keys) }
      guard !tickets.isEmpty else { continue }
      do {
        let kept = try await queue.heartbeat(tickets, lease: Self.lease)
        state.withLock { state in
          for ticket in tickets where !kept.contains(ticket) && state.held[ticket] != nil {
            state.lost.insert(ticket)
          }
        }
      } catch {
        logger.error("cannot renew leases", metadata: ["error": "\(error)"])
      }
    }
  }
}
