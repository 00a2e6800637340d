#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes H.264 clips in MP4 with the program `ffmpeg` (libx264, yuv420p, BT.709).
///
/// The same frames give the same bytes with the same ffmpeg: one thread, no metadata, and only
/// what is the same on every processor. H.264 wants even sides: an odd one grows by a pixel, which
/// repeats the last column or row.
///
///     let clip = try VideoEncoder(framesPerSecond: 20).encode(frames)
public struct VideoEncoder: Sendable {
  public let framesPerSecond: Int
  /// A name that is looked up in `PATH`, or a path.
  public let program: String
  /// How long a clip may take, from its start to its end.
  public let deadline: Duration

  /// - Throws: `VideoError` naming `framesPerSecond` unless it is within 1...240.
  public init(
    framesPerSecond: Int, program: String = "ffmpeg", deadline: Duration = .seconds(120)
  ) throws(VideoError) {
    guard (1...240).contains(framesPerSecond) else {
      throw .invalid(
        field: "framesPerSecond",
        reason: "is \(framesPerSecond), but must be between 1 and 240")
    }
    self.framesPerSecond = framesPerSecond
    self.program = program
    self.deadline = deadline
  }

  /// A clip that takes frames of this size one by one.
  ///
  /// It becomes the file at `path` when it is finished; until then, and if it is never finished,
  /// there is nothing at `path`.
  ///
  /// - Throws: `VideoError`.
  public func start(_ size: PictureSize, path: String) throws(VideoError) -> VideoClip {
    guard let executable = Self.find(program) else { throw .programMissing(program) }
    return try VideoClip(
      size, path: path, executable: executable,
      arguments: { arguments(size, path: $0) }, deadline: deadline)
  }

  /// Makes the clip of frames of one size, as a file.
  ///
  /// - Throws: `VideoError`; naming `frames` if there is none, or the one of another size.
  public func write(
    _ frames: some Sequence<Picture>, path: String
  ) throws(VideoError) {
    var clip: VideoClip?
    for frame in frames {
      if clip == nil { clip = try start(frame.size, path: path) }
      try clip?.append(frame)
    }
    guard let clip else { throw .invalid(field: "frames", reason: "must not be empty") }
    try clip.finish()
  }

  /// Makes the clip of frames of one size, by way of a temporary file.
  ///
  /// - Throws: `VideoError`; naming `frames` if there is none, or the one of another size.
  public func encode(_ frames: some Sequence<Picture>) throws(VideoError) -> [UInt8] {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/demomill-clip-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .failed("no temporary folder in \(folder): \(String(cString: strerror(errno)))")
    }
    let temporary = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    let path = temporary + "/clip.mp4"
    defer {
      unlink(path)
      rmdir(temporary)
    }
    try write(frames, path: path)
    do {
      let source = ByteSource.file(try ByteSource.OpenFile(path: path))
      return try source.read(at: 0, count: source.count)
    } catch {
      throw .failed(error.reason)
    }
  }

  /// What ffmpeg is told; each line is one concern.
  private func arguments(_ size: PictureSize, path: String) -> [String] {
    let (width, height) = VideoClip.evenSides(size)
    return [
      ["-nostdin", "-hide_banner", "-loglevel", "error", "-filter_threads", "1"],
      // what comes in
      ["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", "\(width)x\(height)"],
      ["-framerate", "\(framesPerSecond)", "-threads", "1", "-i", "pipe:0"],
      Self.colors,
      ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "20", "-threads", "1"],
      ["-x264-params", "cpu-independent=1"],
      // nothing but the pictures: no dates, no versions, no encoder's own notes (NAL type 6)
      ["-map_metadata", "-1", "-flags:v", "+bitexact", "-fflags", "+bitexact"],
      ["-bsf:v", "filter_units=remove_types=6"],
      ["-movflags", "+faststart", "-f", "mp4", "-y", "file:\(path)"],
    ].flatMap { $0 }
  }

  /// sRGB to BT.709 in studio range, and said so, so that players show the same colours.
  static let colors = [
    "-vf", "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+bitexact+accurate_rnd",
    "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709",
    "-color_trc", "bt709", "-color_range", "tv",
  ]

  /// Where a program is.
  static func find(_ program: String) -> String? {
    if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").lazy.map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }
}
