/// The recent rate of a count, over a sliding window.
struct RateMeter {
  /// Seconds that are looked back.
  static let window = 60.0

  private var samples: [(time: Double, count: Int)] = []

  /// Takes in that `count` more were done by `time`.
  mutating func add(_ count: Int, at time: Double) {
    samples.append((time, count))
    samples.removeAll { $0.time < time - Self.window }
  }

  /// Per second, or nil before there are enough samples.
  func rate(at time: Double) -> Double? {
    let recent = samples.filter { $0.time >= time - Self.window }
    // the first sample opens the window: its own count was earned before
    guard let first = recent.first, recent.count > 1, time > first.time else { return nil }
    return Double(recent.dropFirst().reduce(0) { $0 + $1.count }) / (time - first.time)
  }
}
