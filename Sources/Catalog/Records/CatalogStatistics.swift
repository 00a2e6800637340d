/// Sums over the whole catalog, for gauges.
public struct CatalogStatistics: Sendable, Hashable, Codable {
  public var demonstrations: Int
  /// Jobs by state.
  public var jobs: [String: Int]
  public var attempts: Int
  public var successes: Int
  /// Failed attempts by reason.
  public var failures: [String: Int]
  public var cpuSeconds: Double
  public var episodes: Int
  /// Bytes of all episodes' blobs.
  public var episodeBytes: Int
  /// Datasets by state.
  public var datasets: [String: Int]
  /// Attempts of unfinished jobs not yet counted.
  public var backlog: Int
  /// Batches in work.
  public var leased: Int
}
