/// What was written of a dataset.
public struct DatasetSummary: Sendable, Hashable, Codable {
  public var episodes: Int
  public var frames: Int
  /// Episodes of each side.
  public var train: Int
  public var valid: Int
  public var test: Int
  /// The files, relative to the folder that they are in, sorted.
  public var files: [String]
}
