import JSONText

/// `info.json`: what a LeRobot dataset holds and where.
struct LeRobotInfo {
  /// The layout's version, a tag that a hub must have too.
  static let version = "v3.0"

  var robot: String
  var frequency: Double
  var episodes: Int
  var frames: Int
  var tasks: Int
  /// Named ranges of episodes, in order.
  var splits: [(name: String, episodes: Range<Int>)]
  var features: [LeRobotFeature]
  var dataFileSize: Int
  var videoFileSize: Int

  var json: JSON {
    let name = "chunk-{chunk_index:03d}/file-{file_index:03d}"
    let hasVideos = features.contains { $0.kind == .video }
    let ranges = splits.map {
      ($0.name, JSON("\($0.episodes.lowerBound):\($0.episodes.upperBound)"))
    }
    return [
      "codebase_version": JSON(Self.version), "robot_type": JSON(robot),
      "total_episodes": JSON(episodes), "total_frames": JSON(frames), "total_tasks": JSON(tasks),
      "chunks_size": JSON(LeRobotFileNumber.filesPerChunk),
      "data_files_size_in_mb": JSON(max(1, dataFileSize >> 20)),
      "video_files_size_in_mb": JSON(max(1, videoFileSize >> 20)),
      "fps": .number(frequency), "splits": .object(JSONObject(ranges)),
      "data_path": JSON("data/\(name).parquet"),
      "video_path": hasVideos ? JSON("videos/{video_key}/\(name).mp4") : .null,
      "features": .object(JSONObject(features.map { ($0.name, $0.json) })),
    ]
  }
}
