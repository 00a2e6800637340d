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
  /// Streams that are in finished files, but that an earlier checkpoint goes on with.
  private var spent: [String] = []

  /// What a checkpoint keeps.
  struct State: Codable {
    var number: LeRobotFileNumber
    var files: [String]
    /// In the stream that is written to.
    var frames: Int
    var size: Int
  }

  init(
    root: String, feature: String, maker: any LeRobotVideoMaker, framesPerSecond: Int, limit: Int
  ) {
    self.root = root
    folder = "videos/\(feature)"
    self.maker = maker
    self.framesPerSecond = framesPerSecond
    self.limit = limit
  }

  /// Goes on from a checkpoint; what was written after that is cut off.
  func resume(_ state: State) throws {
    number = state.number
    files = state.files
    frames = state.frames
    size = state.size
    guard frames > 0 else { return }
    let stream = try FileHandle(forUpdating: URL(fileURLWithPath: path + ".part"))
    guard try stream.seekToEnd() >= UInt64(size) else {
      throw DatasetError.folder(path: path, reason: "is shorter than it was")
    }
    try stream.truncate(atOffset: UInt64(size))
    try stream.close()
  }

  /// Puts all on the disk, and gives what is needed to go on from here.
  func checkpoint() throws -> State {
    if frames > 0 { try LeRobotFolder.sync(path + ".part") }
    return State(number: number, files: files, frames: frames, size: size)
  }

  /// Removes the streams that only checkpoints before the last one go on with.
  func forget() {
    for stream in spent { unlink(stream) }
    spent = []
  }

  /// The files that there are, relative to the dataset's folder, one of which may be unfinished.
  var unfinished: [String] {
    files + (frames > 0 ? ["\(folder)/\(number.path).part"] : [])
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
    try LeRobotFolder.sync(path + ".mp4")
    spent.append(path + ".part")
    files.append("\(folder)/\(number.path).mp4")
    frames = 0
    size = 0
  }
}
