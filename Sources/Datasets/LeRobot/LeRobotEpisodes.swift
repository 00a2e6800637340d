import Parquet

/// The rows of `meta/episodes`: where each episode is, and what its numbers are like.
struct LeRobotEpisodes {
  /// One episode.
  struct Row {
    var index: Int
    var task: String
    /// All ways to ask for it, where they are told.
    var paraphrases: [String] = []
    var frames: Range<Int>
    var data: LeRobotFileNumber
    /// In the order of the features that are videos.
    var videos: [LeRobotVideos.Stretch]
    /// In the order of the features.
    var statistics: [LeRobotStatistics]
  }

  private let features: [LeRobotFeature]
  private let keepsStatistics: Bool
  private let paraphrases: Bool

  init(features: [LeRobotFeature], options: LeRobotOptions) {
    self.features = features
    keepsStatistics = options.keepsEpisodeStatistics
    paraphrases = options.paraphrases
  }

  /// The table's columns.
  var fields: [ParquetField] {
    var fields = [
      ParquetField("episode_index", .int64),
      ParquetField("tasks", .list(ParquetField("element", .string)), usesDictionary: true),
      ParquetField("length", .int64),
    ]
    fields += ["data/chunk_index", "data/file_index", "dataset_from_index", "dataset_to_index"]
      .map { ParquetField($0, .int64) }
    for feature in features where feature.kind == .video {
      let path = "videos/\(feature.name)"
      fields += ["chunk_index", "file_index"].map { ParquetField("\(path)/\($0)", .int64) }
      fields += ["from_timestamp", "to_timestamp"].map { ParquetField("\(path)/\($0)", .double) }
    }
    fields += ["meta/episodes/chunk_index", "meta/episodes/file_index"].map {
      ParquetField($0, .int64)
    }
    if paraphrases {
      fields.append(
        ParquetField(
          "paraphrases", .list(ParquetField("element", .string)), usesDictionary: true))
    }
    guard keepsStatistics else { return fields }
    let names = ["min", "max", "mean", "std"] + LeRobotStatistics.quantiles.map(\.name)
    for feature in features {
      let number = ParquetField("element", .double)
      let kind: ParquetField.Kind =
        feature.isPicture
        ? .list(ParquetField("element", .list(ParquetField("element", .list(number)))))
        : .list(number)
      fields += names.map { ParquetField("stats/\(feature.name)/\($0)", kind) }
      fields.append(
        ParquetField("stats/\(feature.name)/count", .list(ParquetField("element", .int64))))
    }
    return fields
  }

  /// One row, in the file of the table that has a number.
  func columns(_ row: Row, in own: LeRobotFileNumber) -> [ParquetColumn] {
    func whole(_ number: Int) -> ParquetColumn { .int64s([Int64(number)]) }
    var columns: [ParquetColumn] = [
      whole(row.index), .list(lengths: [1], .strings([row.task])), whole(row.frames.count),
      whole(row.data.chunk), whole(row.data.file), whole(row.frames.lowerBound),
      whole(row.frames.upperBound),
    ]
    for video in row.videos {
      columns += [whole(video.number.chunk), whole(video.number.file)]
      columns += [.doubles([video.from]), .doubles([video.to])]
    }
    columns += [whole(own.chunk), whole(own.file)]
    if paraphrases {
      columns.append(.list(lengths: [row.paraphrases.count], .strings(row.paraphrases)))
    }
    guard keepsStatistics else { return columns }
    for (feature, statistics) in zip(features, row.statistics) {
      for (_, values) in statistics.named {
        let count = values.count
        let one = Array(repeating: 1, count: count)
        columns.append(
          feature.isPicture
            ? .list(lengths: [count], .list(lengths: one, .list(lengths: one, .doubles(values))))
            : .list(lengths: [count], .doubles(values)))
      }
      columns.append(.list(lengths: [1], .int64s([Int64(statistics.count)])))
    }
    return columns
  }
}
