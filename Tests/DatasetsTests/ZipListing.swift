import CZlib
import Foundation

/// What a zip file holds, by its directory; enough to look into what was written.
struct ZipListing {
  private(set) var names: [String] = []
  private var contents: [String: [UInt8]] = [:]

  init(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    func number(_ offset: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    // there is no comment, so that the end is where it is looked for
    let end = bytes.count - 22
    var offset = number(end + 16, 4)
    for _ in 0..<number(end + 10, 2) {
      let (method, packed, count) = (
        number(offset + 10, 2), number(offset + 20, 4), number(offset + 24, 4)
      )
      let length = number(offset + 28, 2)
      let name = String(decoding: bytes[(offset + 46)..<(offset + 46 + length)], as: UTF8.self)
      let start = number(offset + 42, 4) + 30 + length
      names.append(name)
      let raw = Array(bytes[start..<(start + packed)])
      contents[name] = method == 0 ? raw : Self.inflate(raw, count: count, bits: -15)
      offset += 46 + length + number(offset + 30, 2)
    }
  }

  subscript(_ name: String) -> [UInt8]? { contents[name] }

  /// An entry that is JSON.
  func json(_ name: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(contents[name] ?? []))
    return value as? [String: Any] ?? [:]
  }

  /// A chunk of float32, unpacked by zlib where it is packed so.
  func floats(_ name: String, count: Int? = nil) -> [Float] {
    var bytes = contents[name] ?? []
    if let count { bytes = Self.inflate(bytes, count: 4 * count, bits: 47) }
    return stride(from: 0, to: bytes.count, by: 4).map { k in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[k + $1]) << UInt32(8 * $1) })
    }
  }

  private static func inflate(_ bytes: [UInt8], count: Int, bits: Int32) -> [UInt8] {
    var stream = z_stream()
    inflateInit2_(&stream, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { inflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: count + 1)
    let room = UInt32(output.count)
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = room
        CZlib.inflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(Int(room - stream.avail_out)))
  }
}
