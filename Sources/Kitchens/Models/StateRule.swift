import Authoring

/// A state of a fixture that is on or off, as data: `water` while its lever is up, `on` after a button.
public struct StateRule: Sendable, Hashable {
  public var name: String
  public var initial: Bool
  /// A predicate over the fixture's own parts that turns it on.
  public var set: String
  /// A predicate that turns it off, and wins over `set`; where nil the state is whether `set` holds.
  public var reset: String?
  /// Where they stand, for complaints; the reason is empty.
  public var setPlace: AuthoringError?
  public var resetPlace: AuthoringError?

  public init(name: String, initial: Bool = false, set: String, reset: String? = nil) {
    self.name = name
    self.initial = initial
    self.set = set
    self.reset = reset
  }
}
