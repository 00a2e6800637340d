import JSONText
import Parquet

/// What exists of a LeRobot dataset from its first episode on, which says what there is to each frame.
struct LeRobotParts {
  /// What a checkpoint keeps.
  struct State: Codable {
    var features: [LeRobotFeature]
    var data: LeRobotTables.State
    var episodeTable: LeRobotTables.State
    var videos: [LeRobotVideos.State]
    var totals: [LeRobotTotals]
  }

  let features: [LeRobotFeature]
  let data: LeRobotTables
  let episodes: LeRobotEpisodes
  let episodeTable: LeRobotTables
  let videos: [LeRobotVideos]
  var totals: [LeRobotTotals]

  /// The files of a dataset of some features in a folder, none of which is begun.
  init(_ features: [LeRobotFeature], root: String, rate: Int, options: LeRobotOptions) {
    self.features = features
    let types = features.compactMap { feature in
      feature.huggingFace.map { (feature.name, $0) }
    }
    let info: JSON = ["info": ["features": .object(JSONObject(types))]]
    let layout = ParquetWriter.Options(compression: options.compression)
    data = LeRobotTables(
      root: root, folder: "data", fields: features.compactMap(\.column), options: layout,
      limit: options.dataFileSize, metadata: [("huggingface", info.formatted(.compact))])
    episodes = LeRobotEpisodes(features: features, options: options)
    episodeTable = LeRobotTables(
      root: root, folder: "meta/episodes", fields: episodes.fields, options: layout,
      limit: options.dataFileSize)
    videos =
      if case .videos(let maker) = options.pictures {
        features.filter { $0.kind == .video }.map {
          LeRobotVideos(
            root: root, feature: $0.name, maker: maker, framesPerSecond: rate,
            limit: options.videoFileSize)
        }
      } else { [] }
    totals = features.map { _ in LeRobotTotals() }
  }

  /// Goes on from a checkpoint.
  init(resuming state: State, root: String, rate: Int, options: LeRobotOptions) throws {
    let features = state.features.map { feature in
      guard case .videos(let maker) = options.pictures, feature.kind == .video else {
        return feature
      }
      return feature.described(rate: rate, by: maker)
    }
    self.init(features, root: root, rate: rate, options: options)
    try data.resume(state.data)
    try episodeTable.resume(state.episodeTable)
    for (video, state) in zip(videos, state.videos) { try video.resume(state) }
    totals = state.totals
  }

  /// Ends all row groups.
  func endRowGroups() throws {
    try data.endRowGroup()
    try episodeTable.endRowGroup()
  }

  /// Puts all on the disk, and gives what is needed to go on from here.
  func checkpoint() throws -> State {
    State(
      features: features, data: try data.checkpoint(),
      episodeTable: try episodeTable.checkpoint(), videos: try videos.map { try $0.checkpoint() },
      totals: totals)
  }

  /// Ends all files.
  func finish() throws {
    try data.finish()
    try episodeTable.finish()
    for video in videos { try video.finish() }
  }

  /// The finished files, relative to the dataset's folder.
  var files: [String] { data.files + episodeTable.files + videos.flatMap(\.files) }

  /// The files that there are, some of which may be unfinished.
  var unfinished: [String] {
    data.unfinished + episodeTable.unfinished + videos.flatMap(\.unfinished)
  }
}
