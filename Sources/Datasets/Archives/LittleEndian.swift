/// Numbers as little-endian bytes.
enum LittleEndian {
  static func bytes(_ numbers: some Collection<Float>) -> [UInt8] {
    bytes(numbers.lazy.map { $0.bitPattern.littleEndian }, count: numbers.count)
  }

  static func bytes(_ numbers: some Collection<Int>) -> [UInt8] {
    bytes(numbers.lazy.map { Int64($0).littleEndian }, count: numbers.count)
  }

  private static func bytes<Word: FixedWidthInteger>(
    _ words: some Sequence<Word>, count: Int
  ) -> [UInt8] {
    let size = MemoryLayout<Word>.size
    return [UInt8](unsafeUninitializedCapacity: count * size) { buffer, used in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for word in words {
        raw.storeBytes(of: word, toByteOffset: used, as: Word.self)
        used += size
      }
    }
  }
}
