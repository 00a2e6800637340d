import Catalog

/// What became of an uploaded file.
public struct IngestResult: Sendable, Hashable {
  /// One for each demonstration in the file, in its order.
  public var records: [DemonstrationRecord]
  /// Whether every one of them was there before.
  public var allKnown: Bool
}
