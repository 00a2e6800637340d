import CZlib

/// Reads a `.npz` archive: numpy's, or one of `NumpyArchiveWriter`.
///
/// Only what is asked for is unpacked, and its CRC-32 is checked. Deflated and stored entries are
/// read; zip64 and encrypted ones are refused.
///
///     let archive = try NumpyArchive(file: "images.npz")
///     let images = try archive.array("agentview_image")  // frames x height x width x 3
public struct NumpyArchive {
  private let source: ByteSource
  private let records: [ZipRecord]

  /// An archive in memory.
  ///
  /// - Throws: `NumpyArchiveError` naming `archive` or the entry that is wrong.
  public init(_ bytes: [UInt8]) throws(NumpyArchiveError) {
    try self.init(source: .memory(bytes))
  }

  /// An archive in a file, which stays open and is read where it is asked.
  ///
  /// - Throws: `NumpyArchiveError` naming `archive` or the entry that is wrong.
  public init(file path: String) throws(NumpyArchiveError) {
    try self.init(source: .file(ByteSource.OpenFile(path: path)))
  }

  private init(source: ByteSource) throws(NumpyArchiveError) {
    self.source = source
    records = try ZipDirectory(source).records
  }

  /// All entries in the archive's order, for instance `agentview_image.npy` and `recipe.json`.
  public var entries: [String] { records.map(\.name) }

  /// The arrays' names in the archive's order, without `.npy`.
  public var arrayNames: [String] {
    entries.filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }
  }

  /// One array; the others are not unpacked.
  ///
  /// - Throws: `NumpyArchiveError` naming the entry: there is none, or it is damaged.
  public func array(_ name: String) throws(NumpyArchiveError) -> NumpyArray {
    let field = name + ".npy"
    var bytes = try unpack(field)
    let (header, end) = try NumpyHeader.read(bytes, field: field)
    let expected = try NumpyArray.byteCount(type: header.type, shape: header.shape, field: field)
    guard expected == bytes.count - end else {
      throw NumpyArchiveError(
        field: field,
        reason:
          "has the shape \(header.shape), which is \(expected) bytes, not \(bytes.count - end)"
      )
    }
    bytes.removeFirst(end)
    return try NumpyArray(type: header.type, shape: header.shape, bytes: bytes)
  }

  /// A text entry, for instance `recipe.json`.
  ///
  /// - Throws: `NumpyArchiveError` naming the entry: there is none, it is damaged or not UTF-8.
  public func text(_ name: String) throws(NumpyArchiveError) -> String {
    guard let text = String(validating: try unpack(name), as: UTF8.self) else {
      throw NumpyArchiveError(field: name, reason: "is not UTF-8")
    }
    return text
  }

  /// An entry's bytes, checked.
  private func unpack(_ name: String) throws(NumpyArchiveError) -> [UInt8] {
    func refuse(_ reason: String) -> NumpyArchiveError {
      NumpyArchiveError(field: name, reason: reason)
    }
    guard let record = records.first(where: { $0.name == name }) else {
      throw refuse("is not in the archive")
    }

    // the local header's own name and extra field say where the bytes begin
    let head = LittleEndian(
      try source.read(at: record.offset, count: ZipRecord.localLength))
    let nameStart = record.offset + ZipRecord.localLength
    let nameLength = head.number(26, 2)
    let start = nameStart + nameLength + head.number(28, 2)
    guard head.number(0, 4) == 0x0403_4B50, nameLength == name.utf8.count,
      start + record.packed <= source.count,
      try source.read(at: nameStart, count: nameLength).elementsEqual(name.utf8)
    else { throw refuse("is damaged: no such entry is where the directory says") }

    // unpacked and checked
    let packed = try source.read(at: start, count: record.packed)
    let unpacked =
      record.method == 0 ? packed : Inflate.unpack(packed, count: record.count)
    guard let bytes = unpacked, bytes.count == record.count else {
      throw refuse("is damaged: it does not unpack to \(record.count) bytes")
    }
    let checksum = bytes.withUnsafeBufferPointer {
      crc32_z(0, $0.baseAddress, z_size_t($0.count))
    }
    guard UInt32(checksum) == record.checksum else {
      throw refuse("is damaged: its CRC-32 is wrong")
    }
    return bytes
  }
}
