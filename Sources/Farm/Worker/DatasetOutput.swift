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

  /// Whether episodes for validation have to come last.
  var wantsValidLast: Bool { if case .lerobot = self { true } else { false } }

  func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?
  ) throws {
    switch self {
    case .robomimic(let writer): try writer.append(episode, world: world, pictures: pictures)
    case .lerobot(let writer): try writer.append(episode, pictures: pictures)
    case .zarr(let writer): try writer.append(episode, pictures: pictures)
    }
  }

  /// Puts the dataset in its place.
  func finish(split: Datasets.DatasetSplit, path: String) throws -> Summary {
    switch self {
    case .robomimic(let writer): return Self.file(try writer.finish(split: split), path: path)
    case .zarr(let writer): return Self.file(try writer.finish(split: split), path: path)
    case .lerobot(let writer):
      let summary = try writer.finish(split: split)
      return Summary(
        episodes: summary.episodes, frames: summary.frames, train: summary.train,
        valid: summary.valid, folder: path, files: summary.files)
    }
  }

  /// Of a format that is one file.
  private static func file(_ summary: RobomimicWriter.Summary, path: String) -> Summary {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return Summary(
      episodes: summary.episodes, frames: summary.frames, train: summary.train,
      valid: summary.valid, folder: parts.dropLast().joined(separator: "/"),
      files: parts.suffix(1).map(String.init))
  }
}
