/// What a zip file says of one entry (PKWARE, APPNOTE 6.3.10, sections 4.3.7 and 4.3.12).
struct ZipRecord: Equatable {
  var name: String
  /// 0: stored, 8: deflated.
  var method: Int
  /// CRC-32 of the bytes when unpacked.
  var checksum: UInt32
  /// Bytes in the archive.
  var packed: Int
  /// Bytes when unpacked.
  var count: Int
  /// Where the local header begins.
  var offset: Int

  static let localLength = 30
  static let directoryLength = 46
  static let endLength = 22

  /// What stands before the entry's bytes.
  var localHeader: [UInt8] {
    Self.little(0x0403_4B50, 4) + common + Array(name.utf8)
  }

  /// What stands in the directory at the archive's end.
  var directoryEntry: [UInt8] {
    // made by version 2.0 on Unix; no comment, first disk, plain attributes
    Self.little(0x0201_4B50, 4) + [20, 3] + common + Self.little(0, 2) + Self.little(0, 2)
      + Self.little(0, 2) + Self.little(0o100644 << 16, 4) + Self.little(offset, 4)
      + Array(name.utf8)
  }

  /// The fields that both have: version 2.0, no flags, the method, 1980-01-01 00:00, sizes.
  private var common: [UInt8] {
    Self.little(20, 2) + Self.little(0, 2) + Self.little(method, 2) + Self.little(0, 2)
      + Self.little(0x21, 2) + Self.little(Int(checksum), 4) + Self.little(packed, 4)
      + Self.little(count, 4) + Self.little(name.utf8.count, 2) + Self.little(0, 2)
  }

  /// What closes the archive (section 4.3.16).
  static func end(count: Int, length: Int, offset: Int) -> [UInt8] {
    little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
      + little(length, 4) + little(offset, 4) + little(0, 2)
  }

  private static func little(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
