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
  /// A folder of tar files, of samples as WebDataset names them.
  case webdataset
  /// One HDF5 file of goal-conditioned episodes, with hindsight goals where they are asked for.
  case goal

  /// Whether it is a folder of files, not one.
  public var isFolder: Bool {
    self == .lerobot || self == .lerobotVideo || self == .webdataset
  }

  /// How the name of its file ends, with the dot; empty for a folder.
  public var fileEnding: String {
    switch self {
    case .robomimic: ".hdf5"
    case .lerobot, .lerobotVideo, .webdataset: ""
    case .zarr, .zarrUMI: ".zarr.zip"
    case .goal: ".hdf5"
    }
  }

  /// Whether episodes of several tasks may stand in one dataset.
  public var holdsTasks: Bool {
    switch self {
    case .lerobot, .lerobotVideo, .zarr, .zarrUMI, .webdataset: true
    case .robomimic, .goal: false
    }
  }

  /// Whether it makes no sense without pictures: UMI's readers want a camera, a video its pictures.
  public var needsPictures: Bool { self == .lerobotVideo || self == .zarrUMI }

  /// Whether the sides of its split come one after the other.
  public var ordersSides: Bool { self == .lerobot || self == .lerobotVideo }
}
