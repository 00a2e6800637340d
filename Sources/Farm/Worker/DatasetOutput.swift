import Catalog
import Datasets
import Episodes

/// A dataset being written, in whatever format.
enum DatasetOutput {
  case robomimic(RobomimicWriter)
  case lerobot(LeRobotWriter)
  case zarr(ZarrWriter)

  /// What was written.
  struct Summary {
    var episodes: Int
    var frames: Int
    var train: Int
    var valid: Int
    /// Where the files are, and their paths from there.
    var folder: String
    var files: [String]
  }

  /// Starts a dataset at a path: that of its one file, or of its folder.
  init(_ format: DatasetFormat, path: String, environment: RobomimicEnvironment) throws {
    switch format {
    case .robomimic:
      self = .robomimic(try RobomimicWriter(path: path, environment: environment))
    case .lerobot:
      self = .lerobot(try LeRobotWriter(folder: path, environment: environment))
    case .lerobotVideo:
      self = .lerobot(
        try LeRobotWriter(folder: path, environment: environment, options: .videos()))
    case .zarr, .zarrUMI:
      var options = ZarrWriter.Options()
      options.naming = format == .zarr ? .robosuite : .umi
      self = .zarr(try ZarrWriter(path: path, environment: environment, options: options))
    }
  }

  /// Whether episodes have to come side by side.
  var wantsSidesInOrder: Bool { if case .lerobot = self { true } else { false } }

  func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws {
    switch self {
    case .robomimic(let writer):
      try writer.append(episode, world: world, pictures: pictures, side: side)
    case .lerobot(let writer): try writer.append(episode, pictures: pictures, side: side)
    case .zarr(let writer): try writer.append(episode, pictures: pictures, side: side)
    }
  }

  /// Puts the dataset in its place.
  func finish(path: String) throws -> Summary {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    var folder = parts.dropLast().joined(separator: "/")
    let summary: DatasetSummary
    switch self {
    case .robomimic(let writer): summary = try writer.finish()
    case .zarr(let writer): summary = try writer.finish()
    case .lerobot(let writer):
      summary = try writer.finish()
      folder = path
    }
    return Summary(
      episodes: summary.episodes, frames: summary.frames, train: summary.train,
      valid: summary.valid, folder: folder, files: summary.files)
  }
}
