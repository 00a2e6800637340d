#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes H.264 streams that can be joined byte by byte, and MP4 files of them, with the program `ffmpeg`.
///
/// For training: every second frame is a key frame and none refers to a later one, so that any frame is
/// found fast. Joining encodes nothing again. The same frames give the same bytes with the same ffmpeg.
public struct VideoTrack: Sendable {
  /// A name that is looked up in `PATH`, or a path.
  public let program: String
  /// How long one call of the program may take.
  public let deadline: Duration

  /// The codec's name by ffmpeg.
  public var codec: String { "h264" }
  /// How colours are sampled.
  public var pixelFormat: String { "yuv420p" }

  public init(program: String = "ffmpeg", deadline: Duration = .seconds(600)) {
    self.program = program
    self.deadline = deadline
  }

  /// The size of frames of a video: H.264 wants even sides, an odd one grows by a pixel.
  public func videoSize(of size: PictureSize) -> PictureSize {
    let (width, height) = VideoClip.evenSides(size)
    return (try? PictureSize(width: width, height: height)) ?? size
  }

  /// Encodes frames of one size into a bare stream (Annex B), which begins with a key frame.
  ///
  /// - Throws: `VideoError`; naming `frames` if there is none, or the one of another size.
  public func encode(
    _ frames: some Sequence<Picture>, framesPerSecond: Int, to stream: String
  ) throws(VideoError) {
    var clip: VideoClip?
    for frame in frames {
      if clip == nil {
        clip = try VideoClip(
          frame.size, path: stream, executable: try executable(),
          arguments: { encoding(frame.size, framesPerSecond, path: $0) }, deadline: deadline)
      }
      try clip?.append(frame)
    }
    guard let clip else { throw .invalid(field: "frames", reason: "must not be empty") }
    try clip.finish()
  }

  /// Puts a bare stream into MP4 as it is; frame k is shown at exactly k / framesPerSecond seconds.
  ///
  /// - Throws: `VideoError`.
  public func wrap(
    _ stream: String, framesPerSecond: Int, to path: String
  ) throws(VideoError) {
    let child = try EncoderProcess(
      try executable(), arguments: wrapping(stream, framesPerSecond, path: path),
      deadline: deadline)
    do { try child.finish() } catch {
      unlink(path)
      throw error
    }
  }

  private func executable() throws(VideoError) -> String {
    guard let found = VideoEncoder.find(program) else { throw .programMissing(program) }
    return found
  }

  /// What ffmpeg is told to encode; each line is one concern.
  private func encoding(_ size: PictureSize, _ rate: Int, path: String) -> [String] {
    let (width, height) = VideoClip.evenSides(size)
    return [
      ["-nostdin", "-hide_banner", "-loglevel", "error", "-filter_threads", "1"],
      ["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", "\(width)x\(height)"],
      ["-framerate", "\(rate)", "-threads", "1", "-i", "pipe:0"],
      VideoEncoder.colors,
      ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "2", "-bf", "0"],
      ["-threads", "1", "-x264-params", "cpu-independent=1"],
      // nothing but the pictures
      ["-flags:v", "+bitexact", "-fflags", "+bitexact", "-bsf:v", "filter_units=remove_types=6"],
      ["-f", "h264", "-y", "file:\(path)"],
    ].flatMap { $0 }
  }

  /// What ffmpeg is told to put a stream into MP4.
  private func wrapping(_ stream: String, _ rate: Int, path: String) -> [String] {
    [
      ["-nostdin", "-hide_banner", "-loglevel", "fatal"],
      ["-framerate", "\(rate)", "-f", "h264", "-i", "file:\(stream)", "-c", "copy"],
      // a bare stream has no times: they are counted, 512 ticks a frame
      ["-bsf:v", "setts=ts=N*512:duration=512", "-video_track_timescale", "\(rate * 512)"],
      ["-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart"],
      ["-f", "mp4", "-y", "file:\(path)"],
    ].flatMap { $0 }
  }
}
