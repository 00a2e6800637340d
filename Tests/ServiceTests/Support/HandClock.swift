import Synchronization

/// A clock that moves when told to, seconds since 1970; it begins at a quarter to midnight in UTC.
final class HandClock: Sendable {
  private let time = Mutex(1_900_022_400.0 - 900)

  @Sendable func now() -> Double { time.withLock { $0 } }

  func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}
