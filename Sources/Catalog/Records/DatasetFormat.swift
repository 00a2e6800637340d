/// What a dataset is written as.
public enum DatasetFormat: String, Sendable, Hashable, Codable, CaseIterable {
  /// One file of robomimic's HDF5.
  case robomimic
  /// A folder of LeRobot v3.0, pictures as PNG in its Parquet files.
  case lerobot
  /// The same with pictures as videos.
  case lerobotVideo = "lerobot_video"
  /// One zipped Zarr replay buffer with robosuite's names, as Diffusion Policy reads it.
  case zarr
  /// The same with UMI's names and without actions, which UMI makes from the poses.
  case zarrUMI = "zarr_umi"

  /// Whether it is a folder of files, not one.
  public var isFolder: Bool { self == .lerobot || self == .lerobotVideo }

  /// How the name of its file ends, with the dot; empty for a folder.
  public var fileEnding: String {
    switch self {
    case .robomimic: ".hdf5"
    case .lerobot, .lerobotVideo: ""
    case .zarr, .zarrUMI: ".zarr.zip"
    }
  }
}
