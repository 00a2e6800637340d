import Authoring

/// What layouts and styles read often.
extension AuthoredNode {
  /// A pair of numbers, the lower first, both within `bounds`.
  func range(in bounds: ClosedRange<Double>) throws(AuthoringError) -> ClosedRange<Double> {
    let values = try doubles(2)
    guard values[0] <= values[1] else { throw error("has its upper end below its lower one") }
    guard bounds.contains(values[0]), bounds.contains(values[1]) else {
      throw error("must lie between \(bounds.lowerBound) and \(bounds.upperBound)")
    }
    return values[0]...values[1]
  }

  /// A pair of whole numbers, the lower first, both within `bounds`.
  func counts(in bounds: ClosedRange<Int>) throws(AuthoringError) -> ClosedRange<Int> {
    let items = try items()
    guard items.count == 2 else { throw error("must be a list of 2 whole numbers") }
    let low = try items[0].int(in: bounds)
    let high = try items[1].int(in: bounds)
    guard low <= high else { throw error("has its upper end below its lower one") }
    return low...high
  }

  /// One of an enumeration's words.
  func word<Word: RawRepresentable & CaseIterable>(_: Word.Type) throws(AuthoringError) -> Word
  where Word.RawValue == String {
    let text = try string()
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("\(text) is not known; known are \(known)")
    }
    return word
  }

  /// Every key's value, where each must be one of `allowed`.
  func values(_ allowed: [String]) throws(AuthoringError) -> [(name: String, value: AuthoredNode)] {
    _ = try fields(allowed)
    return try entries()
  }
}
