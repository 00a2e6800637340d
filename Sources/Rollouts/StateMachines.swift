import Geometry
import Tasks

/// The states of a scene's fixtures, on or off, as they are now.
///
/// What they are follows from how an attempt went, step by step; a world that is played again from its
/// first state comes to the same.
public struct StateMachines: Sendable {
  private let rules: [[ObjectState]]
  private var values: [[Bool]]

  /// The states that a task's objects begin with.
  public init(_ objects: [TaskDescription.Object] = []) {
    rules = objects.map(\.states)
    values = rules.map { $0.map(\.initial) }
  }

  /// Whether there is none at all.
  var isEmpty: Bool { rules.allSatisfy(\.isEmpty) }

  /// What a control step has changed.
  mutating func note(_ state: ObservedState, bodies: [RigidBodyModel]) {
    var seen = state
    write(to: &seen)
    for (object, own) in rules.enumerated() {
      for (index, rule) in own.enumerated() {
        values[object][index] = rule.next(values[object][index], seen, bodies: bodies)
      }
    }
  }

  /// Puts them where predicates read them.
  func write(to state: inout ObservedState) {
    for (object, own) in values.enumerated() where !own.isEmpty {
      state.objects[object].states = own
    }
  }
}
