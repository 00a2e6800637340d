/// So many requests at once, refilled at a rate.
struct TokenBucket: Sendable {
  /// Tokens per second.
  let rate: Double
  /// The most tokens that it holds.
  let burst: Int
  private var tokens: Double
  private var time: Double

  /// A full bucket at that time, in seconds.
  init(rate: Double, burst: Int, at time: Double) {
    self.rate = rate
    self.burst = burst
    self.time = time
    tokens = Double(burst)
  }

  /// Takes a token; false when there is none.
  ///
  /// A clock that was set back adds nothing.
  mutating func take(at now: Double) -> Bool {
    refill(at: now)
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }

  mutating func refill(at now: Double) {
    tokens = min(Double(burst), tokens + max(0, now - time) * rate)
    time = now
  }

  /// Whole tokens left.
  var remaining: Int { Int(tokens) }

  /// Whole seconds until there is a token.
  var secondsToNext: Int { max(1, Int(((1 - tokens) / rate).rounded(.up))) }

  /// Whole seconds until it is full.
  var secondsToFull: Int { Int(((Double(burst) - tokens) / rate).rounded(.up)) }

  var isFull: Bool { tokens >= Double(burst) }
}
