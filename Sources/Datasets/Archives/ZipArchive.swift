/// Writes a zip archive entry by entry, in memory that hardly grows with their number.
///
/// The same entries in the same order give the same bytes. zip64 is used where it is needed.
final class ZipArchive {
  private let output: any ByteOutput
  private let directory: SpillBuffer
  private var entries = 0

  /// An archive of which nothing is written yet; large directories wait in a file beside `path`.
  init(output: any ByteOutput, beside path: String) {
    self.output = output
    directory = SpillBuffer(beside: path)
  }

  /// Goes on with an archive of whole entries without a directory, which follows from what stands before
  /// each of them.
  init(resuming file: OutputFile) throws(DatasetError) {
    output = file
    directory = SpillBuffer(beside: file.path)
    // as much as a header with a name of ours takes
    let room = 512
    var offset = 0
    while offset < file.count {
      let bytes = try file.bytes(at: offset, count: min(room, file.count - offset))
      guard let entry = ZipEntry(localHeader: bytes, offset: offset) else {
        throw .output("\(file.path) is not the archive that it was")
      }
      try directory.append(entry.directoryEntry)
      entries += 1
      offset += ZipEntry.headerLength + entry.name.utf8.count + entry.packed
    }
    guard offset == file.count else {
      throw .output("\(file.path) is not the archive that it was")
    }
  }

  /// Adds an entry of fewer than 2 GiB, deflated where a level is said; names are the caller's to keep
  /// apart.
  func add(_ name: String, _ bytes: [UInt8], level: Int? = nil) throws(DatasetError) {
    guard bytes.count < 1 << 31 else {
      throw .output("\(name) would be \(bytes.count) bytes in one entry of a zip archive")
    }
    let packed = level.map { Deflate.pack(bytes, level: $0, .none) } ?? bytes
    let entry = ZipEntry(
      name: name, method: level == nil ? 0 : 8, checksum: Deflate.checksum(bytes),
      packed: packed.count, count: bytes.count, offset: output.count)
    try output.append(entry.localHeader)
    try output.append(packed)
    try directory.append(entry.directoryEntry)
    entries += 1
  }

  /// Writes the directory; nothing can be added any more.
  func finish() throws(DatasetError) {
    let (offset, length) = (output.count, directory.count)
    try directory.drain(into: output)
    try output.append(ZipEntry.end(count: entries, length: length, offset: offset))
  }
}
