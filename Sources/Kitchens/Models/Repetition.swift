import Authoring

/// How often a part, geom, site, region or state stands: `repeat: {i: 8}`, and `when: handle == knob`.
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

/// What stands only under a condition, perhaps several times.
struct Occurrence: Sendable, Hashable {
  var loop: Repetition?
  var when: PlacedExpression?

  /// Reads `repeat` and `when`; the scope within has the loop's variable.
  init(_ fields: AuthoredFields, _ scope: ModelScope) throws(AuthoringError) {
    loop = try fields["repeat"].map { node throws(AuthoringError) in
      try Repetition(node, scope)
    }
    let inner = scope.adding(loop)
    when = try fields["when"].map { node throws(AuthoringError) in
      try PlacedExpression(node, inner)
    }
  }

  /// The values of each turn that takes place, and the turn's number where there is a loop.
  func turns(_ values: [Expression.Value]) throws(AuthoringError) -> [(
    values: [Expression.Value], index: Int?
  )] {
    var turns: [(values: [Expression.Value], index: Int?)] = []
    for turn in 0..<(try loop?.turns(values) ?? 1) {
      let inner = loop == nil ? values : values + [.number(Double(turn))]
      if try when?.holds(inner) ?? true { turns.append((inner, loop == nil ? nil : turn)) }
    }
    return turns
  }

  /// A name or predicate with `{i}` replaced by the turn's number.
  func text(_ pattern: String, _ index: Int?) -> String {
    guard let loop, let index else { return pattern }
    return pattern.split(separator: "{\(loop.variable)}", omittingEmptySubsequences: false)
      .joined(separator: "\(index)")
  }
}
