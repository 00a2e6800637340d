import JSONText
import Parquet
import Rendering

/// A column of a LeRobot dataset, as `info.json` tells of it.
struct LeRobotFeature: Sendable, Equatable, Codable {
  /// What its values are.
  enum Kind: String, Sendable, Hashable, Codable {
    case float32, int64, bool
    /// PNG in the Parquet files.
    case image
    /// Frames of a video file; no column.
    case video
  }

  var name: String
  var kind: Kind
  /// Without frames; pictures are [height, width, 3].
  var shape: [Int]
  /// What each number is; nil where the feature's name says it.
  var names: [String]?
  /// What a video is encoded with.
  var info: JSON?

  /// All but what a video is encoded with, which `described` adds.
  private enum CodingKeys: CodingKey { case name, kind, shape, names }

  /// A feature of one number or flag per frame.
  static func scalar(_ name: String, _ kind: Kind) -> LeRobotFeature {
    LeRobotFeature(name: name, kind: kind, shape: [1])
  }

  /// A feature of several numbers per frame, one for each name.
  static func vector(_ name: String, _ names: [String]) -> LeRobotFeature {
    LeRobotFeature(name: name, kind: .float32, shape: [names.count], names: names)
  }

  /// A camera's video.
  static func video(
    _ name: String, size: PictureSize, rate: Int, by maker: any LeRobotVideoMaker
  ) -> LeRobotFeature {
    LeRobotFeature(
      name: name, kind: .video, shape: [size.height, size.width, 3],
      names: ["height", "width", "channels"]
    ).described(rate: rate, by: maker)
  }

  /// A video with what it is encoded with.
  func described(rate: Int, by maker: any LeRobotVideoMaker) -> LeRobotFeature {
    var feature = self
    feature.info = [
      "video.height": JSON(shape[0]), "video.width": JSON(shape[1]),
      "video.codec": JSON(maker.codec), "video.pix_fmt": JSON(maker.pixelFormat),
      "video.is_depth_map": false, "video.fps": JSON(rate), "video.channels": 3,
      "has_audio": false,
    ]
    return feature
  }

  var isPicture: Bool { kind == .image || kind == .video }

  /// Its entry in `info.json`.
  var json: JSON {
    var members: JSONObject = [
      "dtype": JSON(kind.rawValue), "shape": .array(shape.map { JSON($0) }),
      "names": names.map { .array($0.map { JSON($0) }) } ?? .null,
    ]
    if let info { members["info"] = info }
    return .object(members)
  }

  /// Its column in the data files, nil for videos; a single number is no list.
  var column: ParquetField? {
    switch kind {
    case .video: nil
    case .image:
      ParquetField(name, .group([ParquetField("bytes", .binary), ParquetField("path", .string)]))
    case .float32 where shape != [1]:
      ParquetField(name, .list(ParquetField("element", .float)))
    case .float32: ParquetField(name, .float, usesDictionary: true)
    case .int64: ParquetField(name, .int64, usesDictionary: true)
    case .bool: ParquetField(name, .bool)
    }
  }

  /// What the program `datasets` reads its type from; nil for videos.
  var huggingFace: JSON? {
    let value: JSON = ["dtype": JSON(kind.rawValue), "_type": "Value"]
    return switch kind {
    case .video: nil
    case .image: ["_type": "Image"]
    default: shape == [1] ? value : ["feature": value, "length": JSON(shape[0]), "_type": "List"]
    }
  }
}
