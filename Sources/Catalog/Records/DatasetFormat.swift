/// What a dataset is written as.
public enum DatasetFormat: String, Sendable, Hashable, Codable, CaseIterable {
  /// One file of robomimic's HDF5.
  case robomimic
  /// A folder of LeRobot v3.0, pictures as PNG in its Parquet files.
  case lerobot
  /// The same with pictures as videos.
  case lerobotVideo = "lerobot_video"

  /// Whether it is a folder of files, not one.
  public var isFolder: Bool { self != .robomimic }
}
