import Authoring
import Geometry

/// An expression and where it stands in its file, so that a bad value can be traced to its line.
struct PlacedExpression: Sendable, Hashable {
  /// Where it stands; shared, because formulas are copied a lot and complaints are rare.
  private final class Place: Sendable, Hashable {
    /// File, line and key; its reason is empty.
    let error: AuthoringError

    init(_ error: AuthoringError) { self.error = error }

    static func == (left: Place, right: Place) -> Bool { left.error == right.error }

    func hash(into hasher: inout Hasher) { hasher.combine(error) }
  }

  var expression: Expression
  private let place: Place

  /// Reads a scalar as an expression over `scope`'s names.
  init(_ node: AuthoredNode, _ scope: ModelScope) throws(AuthoringError) {
    place = Place(node.error(""))
    let text = try node.string()
    do { expression = try Expression(text, names: scope.names, words: scope.words) } catch {
      throw node.error("'\(text)': \(error.reason)")
    }
  }

  /// The number, for these values of the scope's names, within `range`.
  func number(
    _ values: [Expression.Value], in range: ClosedRange<Double> = -1e6...1e6
  ) throws(AuthoringError) -> Double {
    let number: Double
    do { number = try expression.number(values) } catch { throw problem(error.reason) }
    guard range.contains(number) else {
      throw problem("must be between \(range.lowerBound) and \(range.upperBound), is \(number)")
    }
    return number
  }

  /// The value, which may be a word.
  func value(_ values: [Expression.Value]) throws(AuthoringError) -> Expression.Value {
    do { return try expression.value(values) } catch { throw problem(error.reason) }
  }

  /// Whether it holds.
  func holds(_ values: [Expression.Value]) throws(AuthoringError) -> Bool {
    try number(values) != 0
  }

  /// An error at its place.
  func problem(_ reason: String) -> AuthoringError {
    var error = place.error
    error.reason = reason
    return error
  }

  /// A list of `count` expressions.
  static func list(
    _ node: AuthoredNode, _ count: Int, _ scope: ModelScope
  ) throws(AuthoringError) -> [PlacedExpression] {
    let items = try node.items()
    guard items.count == count else {
      throw node.error(
        "must be a list of \(count) expressions, is of \(items.count) (quote those with commas)")
    }
    var list: [PlacedExpression] = []
    for item in items { list.append(try PlacedExpression(item, scope)) }
    return list
  }
}

extension [PlacedExpression] {
  /// The three numbers of a vector.
  func vector(_ values: [Expression.Value]) throws(AuthoringError) -> Vector3 {
    Vector3(
      try self[0].number(values), try self[1].number(values), try self[2].number(values))
  }

  /// The vector at length 1.
  func unit(_ values: [Expression.Value]) throws(AuthoringError) -> Vector3 {
    let v = try vector(values)
    guard v.length > 1e-6 else { throw self[0].problem("the vector must not be of length 0") }
    return v / v.length
  }
}
