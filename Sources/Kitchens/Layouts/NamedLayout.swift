/// A plan with a name: an archetype and a seed.
public struct NamedLayout: Sendable, Hashable {
  /// Which half of a data set it belongs to.
  public enum Split: String, Sendable, Hashable, CaseIterable {
    case train, test
  }

  public var name: String
  public var archetype: String
  public var seed: UInt64
  public var split: Split
}
