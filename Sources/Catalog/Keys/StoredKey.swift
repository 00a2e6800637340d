import Foundation

/// A key at rest: its record, and a hash that only its secret has.
public struct StoredKey: Sendable, Hashable {
  public var record: KeyRecord
  /// SHA-256 of the secret, 32 bytes.
  public var hash: Data

  public init(record: KeyRecord, hash: Data) {
    self.record = record
    self.hash = hash
  }
}
