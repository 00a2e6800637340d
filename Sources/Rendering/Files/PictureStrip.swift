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

    let widest = PictureSize.limit / frames.count
    var shrunk: [Picture] = []
    for frame in frames { shrunk.append(try BoxFilter.shrink(frame, width: widest)) }
    let size = shrunk[0].size
    var strip = Picture(try PictureSize(width: size.width * frames.count, height: size.height))
    for (index, frame) in shrunk.enumerated() {
      strip.draw(frame, x: index * size.width, y: 0)
    }
    return strip
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
    return try JPEG.encode(join(chosen), quality: quality)
  }
}
