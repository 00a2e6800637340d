import Catalog
import Datasets
import Episodes

/// A dataset being written, in the format that its order names.
struct DatasetOutput {
  /// What was written.
  struct Summary: Codable {
    var episodes: Int
    var frames: Int
    /// Where the files are, and their paths from there.
    var folder: String
    var files: [String]
  }

  private let order: ExportOrder
  private let writer: any DatasetWriter

  /// Starts what an order asks for, or goes on with what an earlier worker did not finish of it.
  init(_ order: ExportOrder, environment: RobomimicEnvironment) throws {
    self.order = order
    let path = order.file
    switch order.format {
    case .robomimic:
      var options = try Self.filled(RobomimicWriter.Options(), from: order)
      options.nextObservations = order.options.nextObservations ?? true
      writer = try RobomimicWriter(path: path, environment: environment, options: options)
    case .lerobot, .lerobotVideo:
      let layout = order.format == .lerobot ? LeRobotOptions() : .videos()
      let options = try Self.filled(layout, from: order)
      writer = try LeRobotWriter(folder: path, environment: environment, options: options)
    case .zarr, .zarrUMI:
      var options = try Self.filled(ZarrWriter.Options(), from: order)
      options.naming = order.format == .zarr ? .robosuite : .umi
      writer = try ZarrWriter(path: path, environment: environment, options: options)
    case .webdataset:
      let options = try Self.filled(WebDatasetWriter.Options(), from: order)
      try DurableFile.makeFolder(path)
      writer = WebDatasetWriter(folder: path, environment: environment, options: options)
    case .goal:
      var options = try Self.filled(GoalWriter.Options(), from: order)
      options.relabelling = order.options.relabel.map(GoalRelabelling.init)
      writer = try GoalWriter(path: path, environment: environment, options: options)
    }
  }

  /// A format's options, with what an order may ask of all formats.
  private static func filled<Options: DatasetWriterOptions>(
    _ options: Options, from order: ExportOrder
  ) throws -> Options {
    var options = options
    options.actionSpace = order.options.actionSpace.flatMap(ActionSpace.init) ?? .deltaPose
    options.paraphrases = order.options.paraphrases ?? false
    options.identity = try FinishedExport.identity(of: order)
    // episodes with pictures take longer
    options.checkpointDistance = order.pictures.isEmpty ? 500 : 100
    return options
  }

  /// Episodes that it holds already.
  var episodes: Int { writer.episodes }

  func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws {
    try writer.append(episode, world: world, pictures: pictures, side: side)
  }

  /// Puts the dataset in its place.
  func finish() throws -> Summary {
    let summary = try writer.finish()
    let parts = order.file.split(separator: "/", omittingEmptySubsequences: false)
    return Summary(
      episodes: summary.episodes, frames: summary.frames,
      folder: order.format.isFolder ? order.file : parts.dropLast().joined(separator: "/"),
      files: summary.files)
  }
}
