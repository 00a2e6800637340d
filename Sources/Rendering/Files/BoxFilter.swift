/// Scales pictures down: each pixel becomes the mean of the area that it covers.
public enum BoxFilter {
  /// A picture of at most this many pixels across, with its sides' proportion kept.
  ///
  /// A picture that is narrow enough stays as it is. The mean is of the sRGB values, in whole
  /// numbers with exact weights, so that the same picture gives the same bytes everywhere.
  ///
  /// - Throws: `RenderingError` naming `width` unless it is within 1...8192.
  public static func shrink(_ picture: Picture, width: Int) throws(RenderingError) -> Picture {
    let from = picture.size
    guard width < from.width else {
      _ = try PictureSize(width: width, height: 1)
      return picture
    }
    let height = max(1, (2 * from.height * width + from.width) / (2 * from.width))
    let size = try PictureSize(width: width, height: height)
    let columns = spans(of: from.width, in: width)
    let rows = spans(of: from.height, in: height)
    let whole = from.width * from.height

    // across, then down; weights are in 1/width and 1/height of a pixel
    var sums = [Int](repeating: 0, count: 3 * from.height * width)
    picture.bytes.withUnsafeBufferPointer { bytes in
      for y in 0..<from.height {
        for (x, span) in columns.enumerated() {
          for (offset, weight) in span.weights.enumerated() {
            let at = 3 * (y * from.width + span.first + offset)
            for channel in 0..<3 {
              sums[3 * (y * width + x) + channel] += weight * Int(bytes[at + channel])
            }
          }
        }
      }
    }
    var result = [UInt8](repeating: 0, count: 3 * size.count)
    for (y, span) in rows.enumerated() {
      for at in 0..<3 * width {
        var sum = whole / 2
        for (offset, weight) in span.weights.enumerated() {
          sum += weight * sums[3 * (span.first + offset) * width + at]
        }
        result[3 * y * width + at] = UInt8(sum / whole)
      }
    }
    return Picture(size, rgb: result)
  }

  /// The pixels that each new one covers, with weights that add up to `from`.
  private static func spans(of from: Int, in to: Int) -> [(first: Int, weights: [Int])] {
    (0..<to).map { new in
      let start = new * from
      let end = start + from
      let first = start / to
      let last = (end - 1) / to
      return (first, (first...last).map { min(end, ($0 + 1) * to) - max(start, $0 * to) })
    }
  }
}
