#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A clip while it is made: frames go in one by one, to a program that encodes them.
///
/// Without `finish`, and after an error, nothing is left: the program is ended and what it wrote
/// is removed. Belongs to one thread.
public final class VideoClip {
  public let size: PictureSize
  /// Frames so far.
  public private(set) var count = 0

  private let path: String
  private let partial: String
  private let child: EncoderProcess
  private var settled = false

  init(
    _ size: PictureSize, path: String, executable: String, arguments: (String) -> [String],
    deadline: Duration
  ) throws(VideoError) {
    self.size = size
    self.path = path
    partial = path + ".part"
    child = try EncoderProcess(executable, arguments: arguments(partial), deadline: deadline)
  }

  deinit { cancel() }

  /// The next frame.
  ///
  /// - Throws: `VideoError`; naming `frames[N]` if it is of another size.
  public func append(_ frame: Picture) throws(VideoError) {
    do throws(VideoError) {
      guard frame.size == size else {
        throw VideoError.invalid(
          field: "frames[\(count)]",
          reason: "is \(frame.size.width)x\(frame.size.height), but the first one is "
            + "\(size.width)x\(size.height)")
      }
      try child.write(Self.padded(frame))
      count += 1
    } catch {
      cancel()
      throw error
    }
  }

  /// Ends the clip and puts it at its path.
  ///
  /// - Throws: `VideoError`; naming `frames` if there is none.
  public func finish() throws(VideoError) {
    do throws(VideoError) {
      guard count > 0 else {
        throw VideoError.invalid(field: "frames", reason: "must not be empty")
      }
      try child.finish()
      guard rename(partial, path) == 0 else {
        throw VideoError.failed("\(path): \(String(cString: strerror(errno)))")
      }
      settled = true
    } catch {
      cancel()
      throw error
    }
  }

  /// Gives the clip up; does nothing after `finish`.
  public func cancel() {
    guard !settled else { return }
    settled = true
    child.stop()
    unlink(partial)
  }

  /// Sides as H.264 wants them.
  static func evenSides(_ size: PictureSize) -> (width: Int, height: Int) {
    (size.width + size.width % 2, size.height + size.height % 2)
  }

  /// A frame's bytes, an odd side grown by the last column or row again.
  private static func padded(_ frame: Picture) -> [UInt8] {
    let (width, height) = evenSides(frame.size)
    guard width != frame.size.width || height != frame.size.height else { return frame.bytes }
    let stride = 3 * frame.size.width
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * width * height)
    for y in 0..<height {
      let start = min(y, frame.size.height - 1) * stride
      bytes += frame.bytes[start..<start + stride]
      if width != frame.size.width {
        bytes += frame.bytes[start + stride - 3..<start + stride]
      }
    }
    return bytes
  }
}
