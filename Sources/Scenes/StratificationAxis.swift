/// A range cut into equal, half-open parts; one part when it has no width.
struct StratificationAxis: Sendable, Hashable {
  let range: ClosedRange<Double>
  let count: Int

  init(_ range: ClosedRange<Double>, parts: Int) {
    self.range = range
    count = range.lowerBound < range.upperBound ? max(1, parts) : 1
  }

  /// Where part `index` begins; the last ends with the range.
  private func edge(_ index: Int) -> Double {
    if index >= count { return range.upperBound }
    let width = range.upperBound - range.lowerBound
    return min(range.upperBound, range.lowerBound + width * Double(index) / Double(count))
  }

  /// One of the parts.
  func part(_ index: Int) -> ClosedRange<Double> { edge(index)...edge(index + 1) }

  /// The middle of a part.
  func middle(_ index: Int) -> Double { (edge(index) + edge(index + 1)) / 2 }

  /// The part of a value; of one beyond the range the nearest.
  func index(of value: Double) -> Int {
    let width = range.upperBound - range.lowerBound
    let place = (value - range.lowerBound) / width * Double(count)
    guard count > 1, place > 0 else { return 0 }
    guard place < Double(count) else { return count - 1 }
    // the quotient may round across an edge
    var index = Int(place)
    while index > 0 && value < edge(index) { index -= 1 }
    while index < count - 1 && value >= edge(index + 1) { index += 1 }
    return index
  }
}
