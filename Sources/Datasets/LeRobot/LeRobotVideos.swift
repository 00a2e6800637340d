import Foundation
import JSONText
import Rendering

/// What makes the videos of a dataset: streams that can be joined byte by byte, and files around them.
public protocol LeRobotVideoMaker: Sendable {
  /// The codec's name by ffmpeg, for instance `h264`.
  var codec: String { get }
  /// For instance `yuv420p`.
  var pixelFormat: String { get }
  /// The size of the frames of videos that show pictures of a size.
  func videoSize(of size: PictureSize) -> PictureSize
  /// Encodes frames into a bare stream, which begins anew with its first frame.
  func encode(_ frames: some Sequence<Picture>, framesPerSecond: Int, to stream: String) throws
  /// Puts a bare stream into MP4 as it is; frame k is shown at exactly k / framesPerSecond.
  func wrap(_ stream: String, framesPerSecond: Int, to path: String) throws
}

/// The video files of one camera, none larger than a limit; episodes are joined without encoding them
/// again.
final class LeRobotVideos {
  /// Where an episode's frames are.
  struct Stretch {
    var number: LeRobotFileNumber
    /// Seconds from the video's start.
    var from: Double
    var to: Double
  }

  /// The files that are finished, relative to the dataset's folder.
  private(set) var files: [String] = []

  private let root: String
  private let folder: String
  private let maker: any LeRobotVideoMaker
  private let framesPerSecond: Int
  private let limit: Int
  private var number = LeRobotFileNumber()
  private var frames = 0
  private var size = 0

  init(
    root: String, feature: String, maker: any LeRobotVideoMaker, framesPerSecond: Int, limit: Int
  ) {
    self.root = root
    folder = "videos/\(feature)"
    self.maker = maker
    self.framesPerSecond = framesPerSecond
    self.limit = limit
  }

  private var path: String { "\(root)/\(folder)/\(number.path)" }

  /// Appends the pictures of an episode.
  func append(_ pictures: LeRobotPictures) throws -> Stretch {
    let folder = "\(root)/\(folder)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let piece = "\(folder)/episode.part"
    defer { unlink(piece) }
    try maker.encode(
      (0..<pictures.frames).lazy.map(pictures.picture), framesPerSecond: framesPerSecond, to: piece)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: piece))

    // one video at a time is open
    if frames > 0, size + bytes.count > limit {
      try end()
      number = number.next
    }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(number.folder)", withIntermediateDirectories: true)
    if frames == 0 { try Data().write(to: URL(fileURLWithPath: path + ".part")) }
    let stream = try FileHandle(forWritingTo: URL(fileURLWithPath: path + ".part"))
    try stream.seekToEnd()
    try stream.write(contentsOf: bytes)
    try stream.close()
    let first = frames
    frames += pictures.frames
    size += bytes.count
    let rate = Double(framesPerSecond)
    return Stretch(number: number, from: Double(first) / rate, to: Double(frames) / rate)
  }

  /// Ends the last file.
  func finish() throws {
    if frames > 0 { try end() }
  }

  private func end() throws {
    try maker.wrap(path + ".part", framesPerSecond: framesPerSecond, to: path + ".mp4")
    unlink(path + ".part")
    files.append("\(folder)/\(number.path).mp4")
    frames = 0
    size = 0
  }
}
