import Catalog

/// A new key, told once.
public struct IssuedKey: Sendable {
  public var record: KeyRecord
  /// What its owner shows: `dm_<id>_<secret>`.
  public var text: String
}
