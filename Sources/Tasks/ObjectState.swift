import Geometry

/// A state of a fixture that is on or off, with what changes it: a stove's burner, running water.
public struct ObjectState: Sendable, Hashable {
  public var name: String
  public var initial: Bool
  /// What turns it on; nil where nothing does, and it stays as it began.
  public var set: Predicate?
  /// What turns it off, and wins over `set`; nil where it is on exactly while `set` holds.
  public var reset: Predicate?

  public init(name: String, initial: Bool, set: Predicate?, reset: Predicate? = nil) {
    self.name = name
    self.initial = initial
    self.set = set
    self.reset = reset
  }

  /// Its value after a step, from the one before; `bodies` are the objects' models in the task's order.
  public func next(_ value: Bool, _ state: ObservedState, bodies: [RigidBodyModel]) -> Bool {
    guard let set else { return value }
    guard let reset else { return set.holds(state, bodies: bodies) }
    if reset.holds(state, bodies: bodies) { return false }
    return value || set.holds(state, bodies: bodies)
  }
}
