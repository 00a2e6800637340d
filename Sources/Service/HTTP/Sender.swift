import NIOCore
import Synchronization

/// Who sends the body of a request: how fast it comes, and the way to hang up.
///
/// Only time in which the server waited for bytes counts, so that a slow disk is nobody's fault.
final class Sender: Sendable {
  /// Bytes that came in a stretch of waiting.
  private struct Stretch {
    var bytes = 0
    var waited = Duration.zero
  }

  private struct State {
    var waitingSince: ContinuousClock.Instant?
    /// The last whole second of waiting, and what came since.
    var last = Stretch()
    var current = Stretch()
    var isOver = false
    var isHungUp = false
  }

  private static let stretch = Duration.seconds(1)

  private let channel: any Channel
  private let state = Mutex(State())

  init(channel: any Channel) { self.channel = channel }

  /// Notes that the server waits for bytes.
  func waits() { state.withLock { $0.waitingSince = .now } }

  /// Notes what came; nil for the end of the body.
  func came(_ bytes: Int?) {
    state.withLock { state in
      if let since = state.waitingSince { state.current.waited += ContinuousClock.now - since }
      state.waitingSince = nil
      state.current.bytes += bytes ?? 0
      state.isOver = bytes == nil
      guard state.current.waited >= Self.stretch else { return }
      state.last = state.current
      state.current = Stretch()
    }
  }

  /// Bytes per second of late; nil when the body is there, or was not waited for as long as `grace`.
  func rate(after grace: Duration) -> Double? {
    state.withLock { state in
      guard !state.isOver else { return nil }
      var waited = state.last.waited + state.current.waited
      if let since = state.waitingSince { waited += ContinuousClock.now - since }
      guard waited >= grace else { return nil }
      return Double(state.last.bytes + state.current.bytes) / (waited / .seconds(1))
    }
  }

  /// Whether nothing has come for so long, or it was hung up on.
  func hasStalled(for time: Duration) -> Bool {
    state.withLock { state in
      if state.isHungUp { return true }
      guard let since = state.waitingSince else { return false }
      return ContinuousClock.now - since >= time
    }
  }

  /// Closes the connection; what came before still counts.
  func hangUp() {
    state.withLock { $0.isHungUp = true }
    channel.close(promise: nil)
  }
}
