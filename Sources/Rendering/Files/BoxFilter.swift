/// Scales pictures down: each pixel becomes the mean of the area that it covers.
public enum BoxFilter {
  /// A picture of at most this many pixels across, with its sides' proportion kept.
  ///
  /// A picture that is narrow enough stays as it is. The mean is of the sRGB values, in whole
  /// numbers with exact weights, so that the same picture gives the same bytes everywhere.
  ///
  /// - Throws: `RenderingError` naming `width` unless it is within 1...8192.
  public static func shrink(_ picture: Picture, width: Int) throws(RenderingError) -> Picture {
    let size = try self.size(of: picture.size, width: width)
    if size == picture.size { return picture }
    return Picture(size, bytes: bytes(of: picture, size: size))
  }

  /// The size that a picture gets.
  static func size(of from: PictureSize, width: Int) throws(RenderingError) -> PictureSize {
    guard width < from.width else {
      _ = try PictureSize(width: width, height: 1)
      return from
    }
    let height = max(1, (2 * from.height * width + from.width) / (2 * from.width))
    return try PictureSize(width: width, height: height)
  }

  /// The bytes of a picture at a size that is not larger.
  static func bytes(of picture: Picture, size: PictureSize) -> [UInt8] {
    let from = picture.size
    if size == from { return picture.bytes }
    let columns = Spans(from: from.width, to: size.width)
    let rows = Spans(from: from.height, to: size.height)
    let whole = from.width * from.height
    let stride = 3 * size.width
    var result = [UInt8](repeating: 0, count: 3 * size.count)
    var sums = [Int](repeating: 0, count: stride)

    // each new row: the old ones that it covers, scaled across, weighted and added
    picture.bytes.withUnsafeBufferPointer { bytes in
      for y in 0..<size.height {
        for at in 0..<stride { sums[at] = whole / 2 }
        for row in rows.covered(y) {
          let weight = rows.weight(of: row, in: y)
          for x in 0..<size.width {
            var (red, green, blue) = (0, 0, 0)
            for column in columns.covered(x) {
              let part = columns.weight(of: column, in: x)
              let at = 3 * (row * from.width + column)
              red += part * Int(bytes[at])
              green += part * Int(bytes[at + 1])
              blue += part * Int(bytes[at + 2])
            }
            sums[3 * x] += weight * red
            sums[3 * x + 1] += weight * green
            sums[3 * x + 2] += weight * blue
          }
        }
        for at in 0..<stride { result[y * stride + at] = UInt8(sums[at] / whole) }
      }
    }
    return result
  }

  /// Which of `from` pixels each of `to` covers; the weights of one add up to `from`.
  private struct Spans {
    var from: Int
    var to: Int

    func covered(_ new: Int) -> ClosedRange<Int> {
      new * from / to...((new + 1) * from - 1) / to
    }

    func weight(of old: Int, in new: Int) -> Int {
      min((new + 1) * from, (old + 1) * to) - max(new * from, old * to)
    }
  }
}
