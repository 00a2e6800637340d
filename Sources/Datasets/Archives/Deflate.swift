import CZlib

/// Compression by zlib, always to the same bytes.
enum Deflate {
  /// What surrounds the deflated bytes.
  enum Wrapping: Int32 {
    /// Nothing, as zip wants it.
    case none = -15
    case zlib = 15
    /// A header without a date.
    case gzip = 31
  }

  /// zlib's levels: 1 is fast, 9 is small.
  static let levels = 1...9

  /// The bytes, compressed in one go; fewer than 2 GiB.
  static func pack(_ bytes: [UInt8], level: Int, _ wrapping: Wrapping) -> [UInt8] {
    precondition(bytes.count < 1 << 31, "too much for one piece")
    var stream = z_stream()
    let began = deflateInit2_(
      &stream, Int32(level), Z_DEFLATED, wrapping.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(began == Z_OK, "zlib could not begin: \(began)")
    defer { deflateEnd(&stream) }

    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let ended = CZlib.deflate(&stream, Z_FINISH)
        // there is room for the worst case
        precondition(ended == Z_STREAM_END, "zlib could not end: \(ended)")
      }
      count = bound - Int(stream.avail_out)
    }
  }

  /// The CRC-32 of bytes, as zip and gzip have it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
