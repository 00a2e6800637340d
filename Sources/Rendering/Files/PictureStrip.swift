/// A few frames of an episode side by side: what a preview shows.
public enum PictureStrip {
  /// Which frames stand in a strip: evenly spaced, the first and the last among them.
  ///
  /// Fewer frames than asked for give each one once; a strip of one shows the last frame.
  public static func indices(of frames: Int, count: Int = 8) -> [Int] {
    guard frames > 0, count > 0 else { return [] }
    guard count < frames else { return Array(0..<frames) }
    guard count > 1 else { return [frames - 1] }
    // to the nearest frame, halves upwards
    return (0..<count).map { (2 * $0 * (frames - 1) + count - 1) / (2 * (count - 1)) }
  }

  /// The frames from left to right; scaled down together if they would not fit in 8192 pixels.
  ///
  /// - Throws: `RenderingError` naming `frames` if there is none or more than 128, or the one
  ///   whose size is not the first one's.
  public static func join(_ frames: [Picture]) throws(RenderingError) -> Picture {
    let (size, bytes) = try joined(frames)
    return Picture(size, bytes: bytes)
  }

  /// The preview of an episode: a strip of at most `count` of its frames as JPEG.
  ///
  /// - Throws: `RenderingError` naming `count`, `quality` or the frames.
  public static func preview(
    of frames: [Picture], count: Int = 8, quality: Int = 85
  ) throws(RenderingError) -> [UInt8] {
    guard (1...128).contains(count) else {
      throw RenderingError(field: "count", reason: "is \(count), but must be between 1 and 128")
    }
    let chosen = indices(of: frames.count, count: count).map { frames[$0] }
    let (size, bytes) = try joined(chosen)
    return try JPEG.encode(
      rgb: bytes, width: size.width, height: size.height, quality: quality, sampling: .color420)
  }

  /// A strip's size and bytes.
  private static func joined(
    _ frames: [Picture]
  ) throws(RenderingError) -> (size: PictureSize, bytes: [UInt8]) {
    guard let first = frames.first, frames.count <= 128 else {
      throw RenderingError(
        field: "frames", reason: "are \(frames.count), but must be between 1 and 128")
    }
    for (index, frame) in frames.enumerated() where frame.size != first.size {
      throw RenderingError(
        field: "frames[\(index)]",
        reason: "is \(frame.size.width)x\(frame.size.height), but the first one is "
          + "\(first.size.width)x\(first.size.height)")
    }

    // each small enough that all fit
    let size = try BoxFilter.size(of: first.size, width: PictureSize.limit / frames.count)
    let parts = frames.map { BoxFilter.bytes(of: $0, size: size) }
    let whole = try PictureSize(width: size.width * frames.count, height: size.height)

    // row by row, each frame's part of it
    let stride = 3 * size.width
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * whole.count)
    for y in 0..<size.height {
      for part in parts { bytes += part[y * stride..<(y + 1) * stride] }
    }
    return (whole, bytes)
  }
}
