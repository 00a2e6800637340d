/// When a process has taken too long, not counting the time in which it had to wait for a core.
///
/// On a machine that others keep busy a worker stands back; what it is slow for then is no fault of its own.
public struct WorkerDeadline: Sendable {
  /// Waits beyond so many times the allowed time count: nobody is waited for for ever.
  public static let mostWaits = 4

  private let end: ContinuousClock.Instant
  /// How much more waiting is forgiven.
  private var forgivable: Duration
  private var forgiven = Duration.zero

  /// Allows a process so much time from `now` on; `countsWaits` where nothing is forgiven.
  public init(
    _ allowed: Duration, from now: ContinuousClock.Instant, countsWaits: Bool = false
  ) {
    end = now + allowed
    forgivable = countsWaits ? .zero : allowed * Self.mostWaits
  }

  /// Notes that the process waited for a core.
  public mutating func forgive(_ wait: Duration) {
    let wait = min(max(wait, .zero), forgivable)
    forgivable -= wait
    forgiven += wait
  }

  /// Whether the time is over.
  public func isOver(at now: ContinuousClock.Instant) -> Bool { now > end + forgiven }
}
