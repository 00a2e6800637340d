import Datasets
import Episodes
import Foundation
import Rendering
import TestSupport

/// A format whose writers go on with what a process that died left, for tests of all of them.
enum ResumableFormat: CaseIterable {
  case robomimic, goal, zarr, webdataset, lerobot, images, videos

  /// Episodes between two checkpoints.
  static let distance = 4

  private var hasPictures: Bool { self == .images || self == .videos || self == .zarr }

  private var environment: RobomimicEnvironment {
    var environment = RobomimicWriterTests.environment
    if hasPictures { environment.cameras = [.init(name: "agentview", width: 16, height: 10)] }
    return environment
  }

  /// An episode, always the same of a number, with its pictures and its side.
  private func episode(_ number: Int) -> (Episode, EpisodePictures?, DatasetSide) {
    // sides come one after the other where they must
    let isOrdered = self == .lerobot || self == .images || self == .videos
    let sides = DatasetSide.allCases
    let side = isOrdered ? sides[min(2, number / 6)] : sides[number % 3]
    if self == .goal { return (GoalRelabellingTests.episode(number), nil, side) }
    var episode = SampleEpisode.make(scene: number, steps: 16 + number % 3)
    episode.recipe.language = number % 5 == 3 ? "stack them" : episode.recipe.language
    // numbers whose text is not what they are: all of a column are -0
    for row in 0..<episode.steps { episode.actions[row * episode.actionWidth + 3] = -0.0 }
    return (episode, hasPictures ? pictures(number, frames: episode.steps + 1) : nil, side)
  }

  private func pictures(_ number: Int, frames: Int) -> EpisodePictures {
    let colors = (0..<(frames * 480)).map { UInt8(truncatingIfNeeded: $0 / 480 * 3 + number * 11) }
    return EpisodePictures(
      cameras: [
        .init(
          name: "agentview", width: 16, height: 10, colors: colors,
          intrinsics: Array(repeating: 1, count: 9),
          extrinsics: (0..<(16 * frames)).map(Double.init))
      ], recipe: "{}")
  }

  /// A writer of a dataset in a folder, which is small enough for several files of each kind;
  /// `maker` makes its videos.
  func writer(
    in folder: URL, identity: String?, maker: any LeRobotVideoMaker = VideoTrack()
  ) throws -> any DatasetWriter {
    let path = folder.appending(path: "a").path
    switch self {
    case .robomimic:
      let options = Self.filled(RobomimicWriter.Options(), identity)
      return try RobomimicWriter(path: path, environment: environment, options: options)
    case .goal:
      var options = Self.filled(GoalWriter.Options(), identity)
      options.relabelling = .future(copies: 2)
      return try GoalWriter(path: path, environment: environment, options: options)
    case .zarr:
      var options = Self.filled(ZarrWriter.Options(), identity)
      options.compression = .zlib(level: 1)
      options.paraphrases = true
      return try ZarrWriter(path: path, environment: environment, options: options)
    case .webdataset:
      var options = Self.filled(WebDatasetWriter.Options(), identity)
      options.shardBytes = 12_000
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      return WebDatasetWriter(folder: path, environment: environment, options: options)
    case .lerobot, .images, .videos:
      let layout = LeRobotOptions(
        pictures: self == .videos ? .videos(maker) : .images(level: 1),
        dataFileSize: self == .images ? 60_000 : 30_000, videoFileSize: 12_000)
      var options = Self.filled(layout, identity)
      options.paraphrases = true
      return try LeRobotWriter(folder: path, environment: environment, options: options)
    }
  }

  private static func filled<Options: DatasetWriterOptions>(
    _ options: Options, _ identity: String?
  ) -> Options {
    var options = options
    options.identity = identity
    options.checkpointDistance = distance
    return options
  }

  /// Adds the episode of a number to a dataset.
  func append(_ number: Int, to writer: any DatasetWriter) throws {
    let (episode, pictures, side) = episode(number)
    try writer.append(episode, pictures: pictures, side: side)
  }
}
