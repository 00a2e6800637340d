import Authoring

/// Whether and how often something of a model stands: `when: handle == knob`, `repeat: {i: 8}`.
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
