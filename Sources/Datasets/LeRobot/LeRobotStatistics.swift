import JSONText

/// What policies normalize with: the limits, mean, deviation and quantiles of a feature's numbers.
///
/// Quantiles are found as LeRobot finds them (`compute_stats.py` of 0.4): those of an episode by a
/// histogram of 5000 bins, those of a dataset by the mean of its episodes'.
struct LeRobotStatistics: Sendable, Hashable {
  /// The quantiles by their names.
  static let quantiles: [(name: String, share: Double)] = [
    ("q01", 0.01), ("q10", 0.1), ("q50", 0.5), ("q90", 0.9), ("q99", 0.99),
  ]
  private static let bins = 5000

  /// Frames that it is of.
  var count: Int
  /// One number for each of the feature's.
  var least: [Double] = []
  var greatest: [Double] = []
  var mean: [Double] = []
  /// Of all numbers, not a sample's estimate.
  var deviation: [Double] = []
  /// For each quantile, in their order.
  var quantiles: [[Double]] = LeRobotStatistics.quantiles.map { _ in [] }

  init(
    count: Int, least: [Double], greatest: [Double], mean: [Double], deviation: [Double],
    quantiles: [[Double]]
  ) {
    self.count = count
    self.least = least
    self.greatest = greatest
    self.mean = mean
    self.deviation = deviation
    self.quantiles = quantiles
  }

  /// The statistics of rows of `width` numbers each; there must be at least one row.
  init(rows values: [Double], width: Int) {
    count = values.count / width
    var column = [Double](repeating: 0, count: count)
    for k in 0..<width {
      for row in 0..<count { column[row] = values[row * width + k] }
      column.sort()
      add(column.map { ($0, 1) })
    }
  }

  /// The statistics of the colours of pictures, from 0 to 1: how often each of 256 values is there, for
  /// each channel.
  init(frames: Int, histograms: [[Int]]) {
    count = frames
    for histogram in histograms {
      add(histogram.enumerated().filter { $1 > 0 }.map { (Double($0), $1) })
    }
    for path in [\Self.least, \.greatest, \.mean, \.deviation] {
      self[keyPath: path] = self[keyPath: path].map { $0 / 255 }
    }
    quantiles = quantiles.map { $0.map { $0 / 255 } }
  }

  /// One more of the feature's numbers: its values in rising order, and how often each is there.
  private mutating func add(_ values: [(value: Double, count: Int)]) {
    guard let first = values.first, let last = values.last else { return }
    let total = values.reduce(0) { $0 + $1.count }
    let mean = values.reduce(0) { $0 + $1.value * Double($1.count) } / Double(total)
    let variance = values.reduce(0) { sum, item in
      sum + (item.value - mean) * (item.value - mean) * Double(item.count)
    }
    least.append(first.value)
    greatest.append(last.value)
    self.mean.append(mean)
    deviation.append((variance / Double(total)).squareRoot())
    guard total > 1 else {
      for k in quantiles.indices { quantiles[k].append(mean) }
      return
    }

    // bins between the limits, a little beyond both; values rise, and so do their bins and the quantiles
    let (low, high) = (first.value - 1e-10, last.value + 1e-10)
    let step = (high - low) / Double(Self.bins)
    func edge(_ bin: Int) -> Double { bin == Self.bins ? high : low + Double(bin) * step }
    func bin(of value: Double) -> Int {
      guard step > 0 else { return 0 }
      var bin = min(Self.bins - 1, max(0, Int((value - low) / step)))
      while bin > 0, edge(bin) > value { bin -= 1 }
      while bin + 1 < Self.bins, edge(bin + 1) <= value { bin += 1 }
      return bin
    }

    // the first value up to which there are enough, what shares its bin, and how far into that
    var index = 0
    var upTo = first.count
    for (k, quantile) in Self.quantiles.enumerated() {
      let target = quantile.share * Double(total)
      while Double(upTo) < target, index + 1 < values.count {
        index += 1
        upTo += values[index].count
      }
      let found = bin(of: values[index].value)
      guard found > 0 else {
        quantiles[k].append(low)
        continue
      }
      var (begin, before) = (index, upTo - values[index].count)
      while begin > 0, bin(of: values[begin - 1].value) == found {
        begin -= 1
        before -= values[begin].count
      }
      var (end, count) = (index + 1, upTo - before)
      while end < values.count, bin(of: values[end].value) == found {
        count += values[end].count
        end += 1
      }
      let share = (target - Double(before)) / Double(count)
      quantiles[k].append(edge(found) + share * (edge(found + 1) - edge(found)))
    }
  }

  /// All but the count, by their names.
  var named: [(name: String, values: [Double])] {
    [("min", least), ("max", greatest), ("mean", mean), ("std", deviation)]
      + zip(Self.quantiles, quantiles).map { ($0.name, $1) }
  }

  /// As `stats.json` has it; of pictures each number stands in a list of lists.
  func json(isPicture: Bool) -> JSON {
    var members: JSONObject = [:]
    for (name, values) in named {
      members[name] =
        isPicture
        ? .array(values.map { .array([.numbers([$0])]) }) : .numbers(values)
    }
    members["count"] = .numbers([Double(count)])
    return .object(members)
  }
}
