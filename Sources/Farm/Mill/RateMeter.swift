/// The recent rate of a count, over a sliding window.
struct RateMeter {
  /// Seconds that are looked back.
  static let window = 60.0

  /// A rate and how sure it is.
  struct Reading {
    /// Per second.
    var rate: Double
    /// Variance over the square of the rate: counts come in lumps, each of which might not have come
    /// (compound Poisson).
    var relativeVariance: Double
  }

  private var samples: [(time: Double, count: Int)] = []

  /// Takes in that `count` more were done by `time`.
  mutating func add(_ count: Int, at time: Double) {
    samples.append((time, count))
    samples.removeAll { $0.time < time - Self.window }
  }

  /// What the window says, or nil before there are enough samples.
  func reading(at time: Double) -> Reading? {
    let recent = samples.filter { $0.time >= time - Self.window }
    // the first sample opens the window: its own count was earned before
    guard let first = recent.first, recent.count > 1, time > first.time else { return nil }
    let counts = recent.dropFirst().map { Double($0.count) }
    let sum = counts.reduce(0, +)
    guard sum > 0 else { return nil }
    return Reading(
      rate: sum / (time - first.time),
      relativeVariance: counts.reduce(0) { $0 + $1 * $1 } / (sum * sum))
  }
}
