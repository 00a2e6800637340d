import Episodes
import Foundation
import JSONText
import Parquet
import Rendering

/// Writes episodes as a LeRobot v3.0 dataset, one at a time, in memory that does not grow with them.
///
/// ```swift
/// let writer = try LeRobotWriter(folder: "stack", environment: environment)
/// for index in DatasetSide.order(sides) { try writer.append(episodes[index], side: sides[index]) }
/// let summary = try writer.finish()
/// ```
/// The layout is that of lerobot 0.4's own writer. Beside it `meta/recipes.parquet` says what each episode
/// follows from, and `meta/splits.json` of which side each is. As LeRobot tells of sides by ranges, episodes
/// come side by side: for training, for validation, for test. The same episodes always give the same bytes.
/// The folder appears under its name only when finished.
public final class LeRobotWriter: DatasetWriter {
  /// What a checkpoint keeps.
  private struct State: Codable {
    var parts: LeRobotParts.State
    var recipes: ParquetCheckpoint
    var tasks: [String]
  }

  private let environment: RobomimicEnvironment
  private let options: LeRobotOptions
  private let folder: LeRobotFolder
  private let checkpoint: DatasetCheckpoint<State>
  private let recipes: ParquetWriter
  private var parts: LeRobotParts?
  private var check = EpisodeCheck()
  private var tasks = LeRobotTasks()
  private var tally = DatasetTally()

  /// Episodes that are in the dataset; at first those that an earlier process left.
  public var episodes: Int { tally.episodes }

  /// Starts a dataset that will be the folder at a path, or goes on with it.
  ///
  /// - Throws: `DatasetError.folder` when there is something at the path, or it cannot be written.
  public init(
    folder path: String, environment: RobomimicEnvironment,
    options: LeRobotOptions = LeRobotOptions()
  ) throws(DatasetError) {
    self.environment = environment
    self.options = options
    checkpoint = DatasetCheckpoint(path, identity: options.identity)
    if let left = checkpoint.left(),
      let (folder, recipes, parts) = try? Self.resume(
        left.state, path, rate: environment.wholeFrequency, options)
    {
      (self.folder, self.recipes, self.parts) = (folder, recipes, parts)
      tally = left.tally
      check = EpisodeCheck(left.check)
      tasks = LeRobotTasks(left.state.tasks)
      return
    }
    checkpoint.remove()
    let folder = try LeRobotFolder(path: path)
    self.folder = folder
    recipes = try Self.inFolder(path) {
      try ParquetWriter(
        path: "\(folder.partPath)/\(Self.recipesFile)", fields: Self.recipeFields,
        options: Self.recipeLayout)
    }
  }

  private static let recipesFile = "meta/recipes.parquet"
  private static let recipeFields = [
    ParquetField("episode_index", .int64), ParquetField("recipe", .string),
  ]
  private static let recipeLayout = ParquetWriter.Options(
    compression: .gzip(level: 6), rowGroupSize: 1 << 20)

  /// What an earlier process left, as it was at a checkpoint.
  private static func resume(
    _ state: State, _ path: String, rate: Int, _ options: LeRobotOptions
  ) throws -> (LeRobotFolder, ParquetWriter, LeRobotParts) {
    let folder = try LeRobotFolder(resuming: path)
    let recipes = try ParquetWriter(
      path: "\(folder.partPath)/\(recipesFile)", fields: recipeFields, options: recipeLayout,
      resuming: state.recipes)
    let parts = try LeRobotParts(
      resuming: state.parts, root: folder.partPath, rate: rate, options: options)
    // what came after the checkpoint is made again
    try folder.keep(["\(recipesFile).part"] + parts.unfinished)
    return (folder, recipes, parts)
  }

  /// Writes the next episode, from 0 on; its side must not come before that of the episode before it.
  ///
  /// - Throws: `DatasetError.unusableEpisode` before anything of it is written, or `.folder`.
  public func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws(DatasetError) {
    let recipe = try check.admit(
      episode, pictures: pictures, in: environment, actionSpace: options.actionSpace,
      as: episode.recipe, other: { problem(with: $0, side: side) })
    let index = tally.episodes
    try Self.inFolder(folder.path) {
      try write(episode, index: index, pictures: pictures)
      try recipes.append([.int64s([Int64(index)]), .strings([recipe])])
    }
    tally.add(steps: episode.steps, side: side)
    guard tally.episodes % max(1, options.checkpointDistance) == 0, let parts else { return }
    try Self.inFolder(folder.path) { try makeCheckpoint(parts) }
  }

  /// Ends all row groups, whether or not a checkpoint is kept: a dataset that was gone on with has the
  /// same bytes.
  private func makeCheckpoint(_ parts: LeRobotParts) throws {
    if checkpoint.isKept {
      let state = State(
        parts: try parts.checkpoint(), recipes: try recipes.checkpoint(), tasks: tasks.texts)
      try folder.syncFolders(of: parts.unfinished)
      try checkpoint.write(tally, check, state)
    } else {
      try parts.endRowGroups()
      try recipes.endRowGroup()
    }
    for video in parts.videos { video.forget() }
  }

  /// Writes what is to be said of all, and puts the folder in its place; nothing can be appended
  /// afterwards.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.folder`.
  public func finish() throws(DatasetError) -> DatasetSummary {
    guard let parts else { throw .empty }
    let files = try Self.inFolder(folder.path) {
      try parts.finish()
      try recipes.finish()
      try tasks.write(to: folder.partPath + "/meta/tasks.parquet")
      try folder.write(statistics(parts).bytes(.lines), to: "meta/stats.json")
      try folder.write(splits.bytes(.lines), to: "meta/splits.json")
      try folder.write(info(parts).json.bytes(.lines), to: "meta/info.json")
      let meta = ["info.json", "recipes.parquet", "splits.json", "stats.json", "tasks.parquet"]
      let files = meta.map { "meta/\($0)" } + parts.files
      try folder.sync(files)
      // the dataset holds nothing of what a checkpoint needs
      checkpoint.remove()
      for video in parts.videos { video.forget() }
      try folder.commit()
      return files
    }
    return tally.summary(files: files)
  }

  // MARK: Episodes

  /// What LeRobot cannot have, in words.
  private func problem(with episode: Episode, side: DatasetSide) -> String? {
    if let last = tally.sides.last, side < last {
      return "is of the side \(side.rawValue), but comes after one of the side \(last.rawValue)"
    }
    let frequency = environment.controlFrequency
    if case .videos = options.pictures, !environment.cameras.isEmpty,
      frequency != frequency.rounded() || !(1...240).contains(frequency)
    {
      return "its control frequency of \(frequency) Hz is not that of a video, 1 to 240 whole ones"
    }
    for camera in environment.cameras {
      do { _ = try PictureSize(width: camera.width, height: camera.height) } catch {
        return "the \(error.field) of pictures of \(camera.name) \(error.reason)"
      }
    }
    return episode.recipe.language.isEmpty ? "has no instruction" : nil
  }

  private func write(_ episode: Episode, index: Int, pictures: EpisodePictures?) throws {
    let (steps, frames) = (episode.steps, tally.frames)
    let table = LeRobotFrames(
      episode, objects: RobomimicObject.of(episode, in: environment), index: index,
      firstFrame: frames, task: tasks.number(of: episode.recipe.language),
      actionSpace: options.actionSpace)
    let shots = (pictures?.cameras ?? []).compactMap { LeRobotPictures($0, frames: steps) }
    var parts = self.parts ?? start(table, shots)

    // columns as the features are: numbers, then pictures
    var statistics: [LeRobotStatistics] = []
    var columns: [ParquetColumn] = []
    var size = 0
    for (feature, values) in zip(table.features, table.values) {
      statistics.append(LeRobotStatistics(rows: values.doubles, width: feature.shape[0]))
      columns.append(Self.column(values, of: feature))
      size += steps * feature.shape[0] * 8
    }
    var stretches: [LeRobotVideos.Stretch] = []
    for (camera, shot) in shots.enumerated() {
      statistics.append(shot.statistics)
      switch options.pictures {
      case .videos: stretches.append(try parts.videos[camera].append(shot))
      case .images(let level):
        let images = (0..<steps).map { PNG.encode(shot.picture($0), level: min(9, max(1, level))) }
        size += images.reduce(0) { $0 + $1.count + 16 }
        let paths = (0..<steps).map { "frame-\(String(frames + $0)).png" }
        columns.append(.group([.binaries(images), .strings(paths)]))
      }
    }
    let file = try parts.data.append(size: size) { _ in columns }
    let row = LeRobotEpisodes.Row(
      index: index, task: episode.recipe.language,
      paraphrases: options.paraphrases ? Paraphrases.of(episode, in: environment) : [],
      frames: frames..<frames + steps, data: file, videos: stretches, statistics: statistics)
    let width = statistics.reduce(0) { $0 + $1.mean.count }
    _ = try parts.episodeTable.append(size: 512 + 80 * width) {
      parts.episodes.columns(row, in: $0)
    }
    for k in statistics.indices { parts.totals[k].add(statistics[k]) }
    self.parts = parts
  }

  /// The features of the first episode, and the files of a dataset that has them.
  private func start(_ table: LeRobotFrames, _ shots: [LeRobotPictures]) -> LeRobotParts {
    let rate = environment.wholeFrequency
    var features = table.features
    for shot in shots {
      let name = "observation.images.\(shot.camera.name)"
      var feature = LeRobotFeature(
        name: name, kind: .image, shape: [shot.size.height, shot.size.width, 3],
        names: ["height", "width", "channels"])
      if case .videos(let maker) = options.pictures {
        feature = .video(name, size: maker.videoSize(of: shot.size), rate: rate, by: maker)
      }
      features.append(feature)
    }
    return LeRobotParts(features, root: folder.partPath, rate: rate, options: options)
  }

  private static func column(
    _ values: LeRobotFrames.Values, of feature: LeRobotFeature
  ) -> ParquetColumn {
    switch values {
    case .integers(let values): .int64s(values)
    case .flags(let values): .bools(values)
    case .floats(let values):
      feature.shape == [1] ? .floats(values) : .rows(of: feature.shape[0], .floats(values))
    }
  }

  // MARK: The whole

  private func info(_ parts: LeRobotParts) -> LeRobotInfo {
    // the sides come one after the other, so that each is a range
    var splits: [(name: String, episodes: Range<Int>)] = []
    for side in DatasetSide.allCases {
      let numbers = tally.numbers(of: side)
      guard let first = numbers.first else { continue }
      splits.append((side.rawValue, first..<first + numbers.count))
    }
    return LeRobotInfo(
      robot: environment.robot, frequency: environment.controlFrequency,
      episodes: tally.episodes, frames: tally.frames, tasks: tasks.texts.count, splits: splits,
      features: parts.features, dataFileSize: options.dataFileSize,
      videoFileSize: options.videoFileSize)
  }

  /// The episodes of each side, those for test where there are any.
  private var splits: JSON {
    func list(_ side: DatasetSide) -> JSON {
      .numbers(tally.numbers(of: side).map(Double.init))
    }
    var members: JSONObject = ["train": list(.train), "valid": list(.valid)]
    if tally.sides.contains(.test) { members["test"] = list(.test) }
    return .object(members)
  }

  private func statistics(_ parts: LeRobotParts) -> JSON {
    let members = zip(parts.features, parts.totals).compactMap { feature, total in
      total.statistics.map { (feature.name, $0.json(isPicture: feature.isPicture)) }
    }
    return .object(JSONObject(members))
  }

  /// The value of a call that writes files, with its errors made to `DatasetError`.
  private static func inFolder<T>(
    _ path: String, _ body: () throws -> T
  ) throws(DatasetError) -> T {
    do { return try body() } catch let error as DatasetError { throw error } catch {
      throw .folder(path: path, reason: "cannot be written: \(error)")
    }
  }
}

extension RobomimicEnvironment {
  /// Frames per second of videos.
  fileprivate var wholeFrequency: Int { Int(controlFrequency.rounded()) }
}
