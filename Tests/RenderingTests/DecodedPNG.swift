import CZlib
import Testing

/// The pixels of an eight-bit RGB PNG, read by the standard's rules.
struct DecodedPNG {
  var width = 0
  var height = 0
  /// Red, green and blue of each pixel, row by row.
  var bytes: [UInt8] = []

  init(_ file: [UInt8]) throws {
    try #require(Array(file.prefix(8)) == [137, 80, 78, 71, 13, 10, 26, 10])
    func number(_ at: Int) -> Int { file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }

    // chunks with their checksums
    var packed: [UInt8] = []
    var names: [String] = []
    var at = 8
    while at < file.count {
      let length = number(at)
      let body = Array(file[at + 4..<at + 8 + length])
      try #require(number(at + 8 + length) == Int(crc32(0, body, UInt32(body.count))))
      let name = String(decoding: body.prefix(4), as: UTF8.self)
      names.append(name)
      if name == "IHDR" {
        (width, height) = (number(at + 8), number(at + 12))
        try #require(Array(body.suffix(5)) == [8, 2, 0, 0, 0])
      }
      if name == "IDAT" { packed += body.dropFirst(4) }
      at += 12 + length
    }
    try #require(names == ["IHDR", "IDAT", "IEND"])

    // the rows, each behind its filter's number
    let stride = 3 * width
    var length = UInt(height * (stride + 1))
    var rows = [UInt8](repeating: 0, count: Int(length))
    try #require(uncompress(&rows, &length, packed, UInt(packed.count)) == Z_OK)
    try #require(length == UInt(rows.count))
    bytes = [UInt8](repeating: 0, count: height * stride)
    for y in 0..<height {
      for x in 0..<stride {
        let left = x >= 3 ? Int(bytes[y * stride + x - 3]) : 0
        let up = y > 0 ? Int(bytes[(y - 1) * stride + x]) : 0
        let corner = x >= 3 && y > 0 ? Int(bytes[(y - 1) * stride + x - 3]) : 0
        let guess: Int
        switch rows[y * (stride + 1)] {
        case 0: guess = 0
        case 1: guess = left
        case 2: guess = up
        case 3: guess = (left + up) / 2
        default:
          let p = left + up - corner
          let (a, b, c) = (abs(p - left), abs(p - up), abs(p - corner))
          guess = a <= b && a <= c ? left : b <= c ? up : corner
        }
        bytes[y * stride + x] = rows[y * (stride + 1) + 1 + x] &+ UInt8(guess)
      }
    }
  }
}
