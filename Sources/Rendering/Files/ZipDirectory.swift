/// Reads the directory at the end of a zip file, and its entries' places.
///
/// Nothing that the file says is believed before it is checked against the file's length.
struct ZipDirectory {
  private(set) var records: [ZipRecord] = []

  private static let damaged = "is damaged: "

  init(_ source: ByteSource) throws(NumpyArchiveError) {
    func refuse(_ reason: String) -> NumpyArchiveError {
      NumpyArchiveError(field: "archive", reason: reason)
    }

    // the end record, behind which a comment of up to 65535 bytes may stand
    let tail = min(source.count, ZipRecord.endLength + 65535)
    let bytes = LittleEndian(try source.read(at: source.count - tail, count: tail))
    var at = tail - ZipRecord.endLength
    while at >= 0, bytes.number(at, 4) != 0x0605_4B50 || at + 22 + bytes.number(at + 20, 2) != tail
    {
      at -= 1
    }
    guard at >= 0 else {
      throw refuse("is not a whole zip file: its end is missing")
    }
    let count = bytes.number(at + 10, 2)
    let length = bytes.number(at + 12, 4)
    let start = bytes.number(at + 16, 4)
    guard count != 0xFFFF, length != 0xFFFF_FFFF, start != 0xFFFF_FFFF else {
      throw refuse("is a zip64 file, which is not read")
    }
    guard bytes.number(at + 4, 4) == 0, bytes.number(at + 8, 2) == count else {
      throw refuse("is one of several disks, which is not read")
    }
    guard start + length <= source.count - tail + at else {
      throw refuse(Self.damaged + "its directory lies beyond its end")
    }

    // one record for each entry
    let directory = LittleEndian(try source.read(at: start, count: length))
    var names: Set<String> = []
    var next = 0
    for _ in 0..<count {
      guard next + ZipRecord.directoryLength <= length, directory.number(next, 4) == 0x0201_4B50
      else { throw refuse(Self.damaged + "its directory is cut short") }
      let nameLength = directory.number(next + 28, 2)
      let end =
        next + ZipRecord.directoryLength + nameLength + directory.number(next + 30, 2)
        + directory.number(next + 32, 2)
      guard end <= length else { throw refuse(Self.damaged + "its directory is cut short") }
      let name = directory.text(next + ZipRecord.directoryLength, nameLength)
      guard ZipName.isAllowed(name), names.insert(name).inserted else {
        throw refuse("has an entry of the name '\(name)', which is not allowed or there twice")
      }
      try records.append(Self.record(directory, at: next, name: name, before: start))
      next = end
    }
    guard next == length else { throw refuse(Self.damaged + "its directory is too long") }
  }

  /// One entry, refused if it is of a kind that is not read, or lies beyond the directory.
  private static func record(
    _ directory: LittleEndian, at next: Int, name: String, before start: Int
  ) throws(NumpyArchiveError) -> ZipRecord {
    let record = ZipRecord(
      name: name, method: directory.number(next + 10, 2),
      checksum: UInt32(directory.number(next + 16, 4)), packed: directory.number(next + 20, 4),
      count: directory.number(next + 24, 4), offset: directory.number(next + 42, 4))
    guard directory.number(next + 8, 2) & 1 == 0 else {
      throw NumpyArchiveError(field: name, reason: "is encrypted")
    }
    guard record.method == 0 || record.method == 8 else {
      throw NumpyArchiveError(
        field: name, reason: "is packed by method \(record.method); only 0 and 8 are read")
    }
    let most = 0xFFFF_FFFF
    guard record.packed < most, record.count < most, record.offset < most else {
      throw NumpyArchiveError(field: name, reason: "is a zip64 entry, which is not read")
    }
    guard record.offset + ZipRecord.localLength + record.packed <= start else {
      throw NumpyArchiveError(field: name, reason: damaged + "it lies beyond the archive's end")
    }
    // deflate never packs tighter than 1032 to 1
    let possible = record.method == 0 ? record.packed : 1032 * record.packed
    guard record.count <= possible else {
      throw NumpyArchiveError(
        field: name,
        reason: damaged + "\(record.packed) bytes cannot unpack to \(record.count)")
    }
    return record
  }
}
