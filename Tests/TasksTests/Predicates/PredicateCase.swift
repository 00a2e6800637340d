import Tasks
import Testing

/// A state with a label: whether a predicate holds in it, by a person's judgement.
struct PredicateCase: Sendable, CustomTestStringConvertible {
  var name: String
  var predicate: String
  var label: Bool
  var state: ObservedState

  var testDescription: String { "\(predicate): \(name)" }

  typealias Change = (inout ObservedState) -> Void

  private init(_ name: String, _ predicate: String, _ label: Bool, _ change: Change) {
    (self.name, self.predicate, self.label) = (name, predicate, label)
    state = Bench.calm
    change(&state)
  }

  /// A true case.
  static func yes(_ name: String, _ predicate: String, _ change: Change = { _ in }) -> Self {
    Self(name, predicate, true, change)
  }

  /// A near-miss: a sloppy check would take it.
  static func no(_ name: String, _ predicate: String, _ change: Change = { _ in }) -> Self {
    Self(name, predicate, false, change)
  }

  func holds() throws -> Bool {
    try PredicateParser.parse(predicate, objects: Bench.objects)
      .holds(state, bodies: Bench.bodies)
  }
}
