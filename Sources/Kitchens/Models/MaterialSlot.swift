/// A surface of a model that a style may give a look: `case: metal`.
public struct MaterialSlot: Sendable, Hashable, Codable {
  public var name: String
  /// What it is made of unless a style says otherwise, for instance `wood`.
  public var kind: String

  public init(name: String, kind: String) {
    self.name = name
    self.kind = kind
  }
}
