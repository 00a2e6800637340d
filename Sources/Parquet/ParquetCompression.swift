import CZlib

/// How pages are packed.
public enum ParquetCompression: Sendable, Hashable {
  case none
  /// zlib's level, 1 (fast) to 9 (small).
  case gzip(level: Int)

  /// The number that Parquet has for it.
  var code: Int { if case .none = self { 0 } else { 2 } }

  /// A page's bytes, packed; the same bytes always give the same.
  func pack(_ bytes: [UInt8]) -> [UInt8] {
    guard case .gzip(let level) = self else { return bytes }
    var stream = z_stream()
    // 15 bits of window, and 16 for gzip's header, which holds no time
    let started = deflateInit2_(
      &stream, Int32(max(1, min(9, level))), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK, "zlib could not start: \(started)")
    defer { deflateEnd(&stream) }
    var packed = [UInt8](
      repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    var source = bytes
    let ended = source.withUnsafeMutableBufferPointer { input in
      packed.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    // the buffer is as large as zlib asks for
    precondition(ended == Z_STREAM_END, "zlib could not compress a page: \(ended)")
    packed.removeLast(packed.count - Int(stream.total_out))
    return packed
  }

  /// The checksum of a page as it is in the file.
  static func checksum(_ bytes: [UInt8]) -> Int {
    Int(Int32(bitPattern: UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))))
  }
}
