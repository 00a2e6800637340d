import Authoring

/// How often a part, geom, site, region or state stands: `repeat: {i: 8}`.
struct Repetition: Sendable, Hashable {
  /// At most so many of one thing.
  static let most = 64

  var variable: String
  var count: PlacedExpression

  /// Reads `{i: count}`; the variable must be new.
  init(_ node: AuthoredNode, _ scope: ModelScope) throws(AuthoringError) {
    let entries = try node.entries()
    guard let entry = entries.first, entries.count == 1 else {
      throw node.error("must be one variable with a count, as in {i: 8}")
    }
    variable = try ModelName.checked(entry.name, entry.value, scope)
    count = try PlacedExpression(entry.value, scope)
  }

  /// The number of turns.
  func turns(_ values: [Expression.Value]) throws(AuthoringError) -> Int {
    let number = try count.number(values, in: 0...Double(Self.most))
    guard number == number.rounded() else { throw count.problem("must be a whole number") }
    return Int(number)
  }
}
