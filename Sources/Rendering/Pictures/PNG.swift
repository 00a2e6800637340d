import CZlib

/// Writes pictures as PNG (W3C, Portable Network Graphics, third edition).
public enum PNG {
  /// A picture as the bytes of a PNG file; the same picture gives the same bytes.
  ///
  /// `level` is zlib's: 1 is fast, 9 is small.
  public static func encode(_ picture: Picture, level: Int = 6) -> [UInt8] {
    let size = picture.size
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // eight bits a channel, colour type 2: RGB, no interlace
    append("IHDR", bigEndian(size.width) + bigEndian(size.height) + [8, 2, 0, 0, 0], to: &file)
    append("IDAT", deflate(filtered(picture), level: level), to: &file)
    append("IEND", [], to: &file)
    return file
  }

  /// A chunk: length, type, data, checksum over type and data.
  private static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
    let body = Array(type.utf8) + data
    file += bigEndian(data.count) + body
    file += bigEndian(Int(crc32(0, body, UInt32(body.count))))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  private static func deflate(_ bytes: [UInt8], level: Int) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&packed, &length, bytes, UInt(bytes.count), Int32(level))
    // the buffer is as large as zlib asks for
    precondition(status == Z_OK, "zlib could not compress a picture: \(status)")
    return Array(packed.prefix(Int(length)))
  }

  /// Each row by the filter with the smallest sum of differences (the standard's section 12.7).
  private static func filtered(_ picture: Picture) -> [UInt8] {
    let stride = 3 * picture.size.width
    var result: [UInt8] = []
    result.reserveCapacity((stride + 1) * picture.size.height)
    var above = [UInt8](repeating: 0, count: stride)
    for y in 0..<picture.size.height {
      let row = Array(picture.bytes[y * stride..<(y + 1) * stride])
      var best: [UInt8] = []
      var least = Int.max
      for filter: UInt8 in 0...4 {
        let line = apply(filter, row, above)
        let sum = line.reduce(0) { $0 + Int(Int8(bitPattern: $1).magnitude) }
        if sum < least {
          least = sum
          best = [filter] + line
        }
      }
      result += best
      above = row
    }
    return result
  }

  private static func apply(_ filter: UInt8, _ row: [UInt8], _ above: [UInt8]) -> [UInt8] {
    if filter == 0 { return row }
    return row.indices.map { index in
      let left = index >= 3 ? Int(row[index - 3]) : 0
      let up = Int(above[index])
      let guess: Int
      switch filter {
      case 1: guess = left
      case 2: guess = up
      case 3: guess = (left + up) / 2
      default: guess = paeth(left, up, index >= 3 ? Int(above[index - 3]) : 0)
      }
      return row[index] &- UInt8(truncatingIfNeeded: guess)
    }
  }

  /// The neighbour nearest to left + up - corner.
  private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
    let guess = left + up - corner
    let distances = ((guess - left).magnitude, (guess - up).magnitude, (guess - corner).magnitude)
    if distances.0 <= distances.1 && distances.0 <= distances.2 { return left }
    return distances.1 <= distances.2 ? up : corner
  }
}
