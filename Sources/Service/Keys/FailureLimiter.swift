/// Bounds how often one address may come without a valid key.
struct FailureLimiter: Sendable {
  /// Failures per minute and address; nil for any number.
  let perMinute: Int?
  private var buckets: [String: TokenBucket] = [:]

  /// Addresses that are remembered at once.
  private static let capacity = 4096

  init(perMinute: Int?) { self.perMinute = perMinute }

  /// Notes a failure; the seconds to wait for when there were too many of that address, else nil.
  mutating func note(_ address: String, at now: Double) -> Int? {
    guard let perMinute else { return nil }
    if buckets.count >= Self.capacity, buckets[address] == nil { forget(at: now) }
    let rate = Double(perMinute) / 60
    var bucket = buckets[address] ?? TokenBucket(rate: rate, burst: perMinute, at: now)
    let isTaken = bucket.take(at: now)
    buckets[address] = bucket
    return isTaken ? nil : bucket.secondsToNext
  }

  /// Forgets addresses that have been quiet; all of them when none was.
  private mutating func forget(at now: Double) {
    for address in buckets.keys { buckets[address]?.refill(at: now) }
    let rest = buckets.filter { !$0.value.isFull }
    buckets = rest.count < Self.capacity ? rest : [:]
  }
}
