/// What a zip file says of one entry (PKWARE, APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.5.3).
///
/// An entry is smaller than 4 GiB; where it begins may lie beyond, which takes zip64's extra field.
struct ZipEntry {
  var name: String
  /// 0: stored, 8: deflated.
  var method: Int
  var checksum: UInt32
  /// Bytes in the archive, and when unpacked.
  var packed: Int
  var count: Int
  /// Where the local header begins.
  var offset: Int

  private static let limit = 0xFFFF_FFFF

  /// Bytes of a local header before the name.
  static let headerLength = 30

  /// The entry of which a local header, as `localHeader` has it, is at an offset; nil for anything else.
  init?(localHeader bytes: [UInt8], offset: Int) {
    func number(_ start: Int, _ length: Int) -> Int {
      (0..<length).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }
    guard bytes.count >= Self.headerLength, number(0, 4) == 0x0403_4B50 else { return nil }
    let end = Self.headerLength + number(26, 2)
    guard number(28, 2) == 0, bytes.count >= end else { return nil }
    self.init(
      name: String(decoding: bytes[Self.headerLength..<end], as: UTF8.self), method: number(8, 2),
      checksum: UInt32(number(14, 4)), packed: number(18, 4), count: number(22, 4),
      offset: offset)
  }

  init(name: String, method: Int, checksum: UInt32, packed: Int, count: Int, offset: Int) {
    self.name = name
    self.method = method
    self.checksum = checksum
    self.packed = packed
    self.count = count
    self.offset = offset
  }

  /// What stands before the entry's bytes.
  var localHeader: [UInt8] {
    Self.little(0x0403_4B50, 4) + common(version: 20, extra: 0) + Array(name.utf8)
  }

  /// What stands in the directory at the archive's end.
  var directoryEntry: [UInt8] {
    let isFar = offset >= Self.limit
    let version = isFar ? 45 : 20
    // made on Unix; no comment, first disk, plain attributes, a regular file
    let head =
      Self.little(0x0201_4B50, 4) + [UInt8(version), 3]
      + common(version: version, extra: isFar ? 12 : 0) + Self.little(0, 6)
    let tail =
      Self.little(0o100644 << 16, 4) + Self.little(min(offset, Self.limit), 4) + Array(name.utf8)
    // zip64's extra field holds only what did not fit
    let far = Self.little(1, 2) + Self.little(8, 2) + Self.little(offset, 8)
    return head + tail + (isFar ? far : [])
  }

  /// What both have: version, UTF-8 names, the method, 1980-01-01 00:00, sizes.
  private func common(version: Int, extra: Int) -> [UInt8] {
    Self.little(version, 2) + Self.little(1 << 11, 2) + Self.little(method, 2)
      + Self.little(0, 2) + Self.little(0x21, 2) + Self.little(Int(checksum), 4)
      + Self.little(packed, 4) + Self.little(count, 4) + Self.little(name.utf8.count, 2)
      + Self.little(extra, 2)
  }

  /// What closes an archive (sections 4.3.14 to 4.3.16), with zip64's records where numbers are large.
  static func end(count: Int, length: Int, offset: Int) -> [UInt8] {
    let isLarge = count >= 0xFFFF || length >= limit || offset >= limit
    var bytes: [UInt8] = []
    if isLarge {
      bytes += little(0x0606_4B50, 4) + little(44, 8) + little(45, 2) + little(45, 2)
      bytes += little(0, 8) + little(count, 8) + little(count, 8)
      bytes += little(length, 8) + little(offset, 8)
      // where those stand, on the one disk that there is
      bytes += little(0x0706_4B50, 4) + little(0, 4) + little(offset + length, 8) + little(1, 4)
    }
    let short = min(count, 0xFFFF)
    return bytes + little(0x0605_4B50, 4) + little(0, 4) + little(short, 2) + little(short, 2)
      + little(min(length, limit), 4) + little(min(offset, limit), 4) + little(0, 2)
  }

  private static func little(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
