import Parquet
import Rendering

/// How a LeRobot dataset is laid out.
public struct LeRobotOptions: DatasetWriterOptions {
  /// Where pictures are.
  public enum Pictures: Sendable {
    /// PNG in the Parquet files, without loss; zlib's level, 1 (fast) to 9 (small).
    case images(level: Int)
    /// Video files of each camera.
    case videos(any LeRobotVideoMaker)
  }

  public var pictures: Pictures
  /// Of the Parquet files.
  public var compression: ParquetCompression
  /// Bytes that a Parquet file may have, but one episode is always in one file.
  public var dataFileSize: Int
  /// Bytes that a video file may have, but one episode is always in one file.
  public var videoFileSize: Int
  /// Whether `meta/episodes` holds the statistics of each, which tools that cut and join datasets need.
  public var keepsEpisodeStatistics = true
  /// What `action` says.
  public var actionSpace = ActionSpace.deltaPose
  /// Whether the column `paraphrases` of `meta/episodes` tells all ways in which each episode may be
  /// asked for; LeRobot hands it out as `meta.episodes[i]["paraphrases"]`.
  public var paraphrases = false
  /// What the dataset is to be, in any words: a writer of the same goes on with what an earlier process
  /// left when it died, to the same bytes; nil to start anew.
  public var identity: String?
  /// Episodes after which what there is can be gone on with; it decides where row groups end.
  public var checkpointDistance = 500

  /// Pictures as images, and LeRobot's own limits, when nothing else is said.
  public init(
    pictures: Pictures = .images(level: 6), compression: ParquetCompression = .none,
    dataFileSize: Int = 100 << 20, videoFileSize: Int = 200 << 20
  ) {
    self.pictures = pictures
    self.compression = compression
    self.dataFileSize = dataFileSize
    self.videoFileSize = videoFileSize
  }

  /// Videos as the program `ffmpeg` makes them.
  public static func videos(_ track: VideoTrack = VideoTrack()) -> LeRobotOptions {
    LeRobotOptions(pictures: .videos(track))
  }
}

extension VideoTrack: LeRobotVideoMaker {}
