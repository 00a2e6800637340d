import Catalog
import Datasets
import Episodes

/// A dataset being written, in whatever format.
enum DatasetOutput {
  case robomimic(RobomimicWriter)
  case lerobot(LeRobotWriter)
  case zarr(ZarrWriter)
  case webdataset(WebDatasetWriter)
  case goal(GoalWriter)

  /// What was written.
  struct Summary: Codable {
    var episodes: Int
    var frames: Int
    /// Where the files are, and their paths from there.
    var folder: String
    var files: [String]
  }

  /// Starts what an order asks for, or goes on with what an earlier worker did not finish of it.
  init(_ order: ExportOrder, environment: RobomimicEnvironment) throws {
    let path = order.file
    let space = order.options.actionSpace.flatMap(ActionSpace.init) ?? .deltaPose
    let paraphrases = order.options.paraphrases ?? false
    let identity = try FinishedExport.identity(of: order)
    // episodes with pictures take longer
    let distance = order.pictures.isEmpty ? 500 : 100
    switch order.format {
    case .robomimic:
      var options = RobomimicWriter.Options()
      options.nextObservations = order.options.nextObservations ?? true
      options.actionSpace = space
      options.paraphrases = paraphrases
      options.identity = identity
      options.checkpointDistance = distance
      self = .robomimic(
        try RobomimicWriter(path: path, environment: environment, options: options))
    case .lerobot, .lerobotVideo:
      var options = order.format == .lerobot ? LeRobotOptions() : .videos()
      options.actionSpace = space
      options.paraphrases = paraphrases
      options.identity = identity
      options.checkpointDistance = distance
      self = .lerobot(
        try LeRobotWriter(folder: path, environment: environment, options: options))
    case .zarr, .zarrUMI:
      var options = ZarrWriter.Options()
      options.naming = order.format == .zarr ? .robosuite : .umi
      options.actionSpace = space
      options.paraphrases = paraphrases
      options.identity = identity
      options.checkpointDistance = distance
      self = .zarr(try ZarrWriter(path: path, environment: environment, options: options))
    case .webdataset:
      var options = WebDatasetWriter.Options()
      options.actionSpace = space
      options.paraphrases = paraphrases
      options.identity = identity
      options.checkpointDistance = distance
      try DurableFile.makeFolder(path)
      self = .webdataset(
        WebDatasetWriter(folder: path, environment: environment, options: options))
    case .goal:
      var options = GoalWriter.Options()
      options.relabelling = order.options.relabel.map(GoalRelabelling.init)
      options.actionSpace = space
      options.paraphrases = paraphrases
      options.identity = identity
      self = .goal(try GoalWriter(path: path, environment: environment, options: options))
    }
  }

  /// Episodes that it holds already.
  var episodes: Int {
    switch self {
    case .robomimic(let writer): writer.episodes
    case .lerobot(let writer): writer.episodes
    case .zarr(let writer): writer.episodes
    case .webdataset(let writer): writer.episodes
    case .goal(let writer): writer.episodes
    }
  }

  func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws {
    switch self {
    case .robomimic(let writer):
      try writer.append(episode, world: world, pictures: pictures, side: side)
    case .lerobot(let writer): try writer.append(episode, pictures: pictures, side: side)
    case .zarr(let writer): try writer.append(episode, pictures: pictures, side: side)
    case .webdataset(let writer): try writer.append(episode, pictures: pictures, side: side)
    case .goal(let writer): try writer.append(episode, side: side)
    }
  }

  /// Puts the dataset in its place, which is `path`.
  func finish(path: String) throws -> Summary {
    let summary =
      switch self {
      case .robomimic(let writer): try writer.finish()
      case .lerobot(let writer): try writer.finish()
      case .zarr(let writer): try writer.finish()
      case .webdataset(let writer): try writer.finish()
      case .goal(let writer): try writer.finish()
      }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isFolder =
      switch self {
      case .lerobot, .webdataset: true
      case .robomimic, .zarr, .goal: false
      }
    return Summary(
      episodes: summary.episodes, frames: summary.frames,
      folder: isFolder ? path : parts.dropLast().joined(separator: "/"), files: summary.files)
  }
}
