/// Writes arrays and texts into a `.npz` archive, as `numpy.load` reads it.
///
/// The same entries in the same order give the same bytes: every entry is dated 1980-01-01 and
/// deflated by zlib. An archive of 4 GiB or more is refused (zip64 is not written).
public struct NumpyArchiveWriter {
  /// zlib's level for `add`: 1 is fast, 9 is small.
  public let level: Int
  /// The most bytes that an entry or the archive may have.
  private let limit: Int

  private var file: [UInt8] = []
  private var directory: [UInt8] = []
  private var names: Set<String> = []

  /// An empty archive; `limit` can only be lowered.
  public init(level: Int = 1, limit: Int = Int(UInt32.max) - 1) {
    self.level = level
    self.limit = min(limit, Int(UInt32.max) - 1)
  }

  /// Bytes so far, without the directory that comes last.
  public var count: Int { file.count }

  /// An array, as `NAME.npy`.
  ///
  /// - Throws: `NumpyArchiveError` naming the entry.
  public mutating func add(_ array: NumpyArray, name: String) throws(NumpyArchiveError) {
    let entry = try NumpyEntry(name, type: array.type, shape: array.shape, level: level)
    entry.append(array.bytes)
    try add(entry)
  }

  /// A text in UTF-8, for instance `recipe.json`; `numpy.load` gives its bytes.
  ///
  /// - Throws: `NumpyArchiveError` naming the entry; a text's name may not end with `.npy`.
  public mutating func add(text: String, name: String) throws(NumpyArchiveError) {
    guard !name.hasSuffix(".npy") else {
      throw NumpyArchiveError(field: name, reason: "is a text, whose name may not end with .npy")
    }
    let bytes = Array(text.utf8)
    let entry = try NumpyEntry(file: name, expected: bytes.count, level: level)
    entry.append(bytes)
    try add(entry)
  }

  /// An entry whose bytes have all come.
  ///
  /// - Throws: `NumpyArchiveError` naming the entry if there is one of that name already, if its
  ///   bytes are not as many as its shape says, or if the archive would be 4 GiB or more.
  public mutating func add(_ entry: NumpyEntry) throws(NumpyArchiveError) {
    guard !names.contains(entry.name) else {
      throw NumpyArchiveError(field: entry.name, reason: "is in the archive already")
    }
    guard names.count < 65534 else {
      throw NumpyArchiveError(field: entry.name, reason: "is one entry too many (65534 at most)")
    }
    try entry.finish()

    // the entry, its part of the directory and the end of the directory must fit
    let record = ZipRecord(
      name: entry.name, method: 8, checksum: UInt32(entry.checksum), packed: entry.packed.count,
      count: entry.count, offset: file.count)
    let local = record.localHeader
    let central = record.directoryEntry
    let total =
      file.count + local.count + entry.packed.count + directory.count + central.count
      + ZipRecord.endLength
    guard entry.count <= limit, total <= limit else {
      throw NumpyArchiveError(
        field: entry.name,
        reason: "would make the archive \(max(total, entry.count)) bytes; the most is \(limit)")
    }
    names.insert(entry.name)
    file += local
    file += entry.packed
    directory += central
  }

  /// The whole archive.
  public consuming func finish() -> [UInt8] {
    let end = ZipRecord.end(count: names.count, length: directory.count, offset: file.count)
    file += directory
    file += end
    return file
  }
}
