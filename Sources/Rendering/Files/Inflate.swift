import CZlib

/// Unpacks what deflate packed, without zlib's head and checksum.
enum Inflate {
  /// The bytes, or nil unless the packed ones give exactly so many and end with them.
  static func unpack(_ packed: [UInt8], count: Int) -> [UInt8]? {
    var stream = z_stream()
    guard
      inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }

    // one byte more than it may give, so that too many are seen; both counts are below 4 GiB
    var whole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count + 1) { room, done in
      packed.withUnsafeBufferPointer { packed in
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = UInt32(packed.count)
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(count + 1)
        let status = inflate(&stream, Z_FINISH)
        done = count + 1 - Int(stream.avail_out)
        whole = status == Z_STREAM_END && stream.avail_in == 0 && done == count
      }
    }
    return whole ? bytes : nil
  }
}
