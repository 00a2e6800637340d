/// Reads numbers of a byte sequence whose lowest byte comes first.
struct LittleEndian {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The number of so many bytes at a place that is within.
  func number(_ at: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
  }

  /// The text of so many bytes at a place that is within.
  func text(_ at: Int, _ count: Int) -> String {
    String(decoding: bytes[at..<at + count], as: UTF8.self)
  }
}
