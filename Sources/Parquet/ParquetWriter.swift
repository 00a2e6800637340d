import Foundation

/// Writes a Parquet file, some rows at a time, in memory that does not grow with them.
///
/// ```swift
/// let writer = try ParquetWriter(path: "a.parquet", fields: [ParquetField("x", .float)])
/// try writer.append([.floats([1, 2, 3])])
/// try writer.finish()
/// ```
/// Rows are gathered into row groups of about `rowGroupSize` bytes. The same calls give the same bytes.
/// The file appears under its name only when finished. Belongs to one thread.
public final class ParquetWriter {
  /// How a file is laid out.
  public struct Options: Sendable, Hashable {
    public var compression: ParquetCompression
    /// Bytes in memory after which a row group is written.
    public var rowGroupSize: Int
    /// Bytes before compression after which a page ends.
    public var pageSize: Int

    public init(
      compression: ParquetCompression = .none, rowGroupSize: Int = 4 << 20, pageSize: Int = 1 << 20
    ) {
      self.compression = compression
      self.rowGroupSize = rowGroupSize
      self.pageSize = pageSize
    }
  }

  public let fields: [ParquetField]
  public let options: Options
  /// Rows appended so far.
  public private(set) var rows = 0

  private let file: OutputFile
  private var buffers: [ParquetBuffer]
  private var bufferedRows = 0
  /// Entries of the row groups in the file's end.
  private var groups: (count: Int, bytes: [UInt8]) = (0, [])
  private static let magic = Array("PAR1".utf8)

  /// Starts a file at a path.
  ///
  /// - Throws: `ParquetError.schema` for fields that cannot be, `.file` when the folder cannot be
  ///   written to.
  public init(
    path: String, fields: [ParquetField], options: Options = Options()
  ) throws(ParquetError) {
    if let (field, reason) = ParquetField.problem(fields) {
      throw .schema(field: field, reason: reason)
    }
    self.fields = fields
    self.options = options
    buffers = ParquetPlace.of(fields).map(ParquetBuffer.init)
    file = try OutputFile(path: path)
    try file.write(Self.magic)
  }

  /// Goes on with an unfinished file of another writer, maybe of a process that died, as it was at a
  /// checkpoint; what was written after that is cut off.
  ///
  /// Fields and options must be those that it had.
  ///
  /// - Throws: `ParquetError.file` when the file is not there, or shorter than it was.
  public init(
    path: String, fields: [ParquetField], options: Options = Options(),
    resuming checkpoint: ParquetCheckpoint
  ) throws(ParquetError) {
    self.fields = fields
    self.options = options
    buffers = ParquetPlace.of(fields).map(ParquetBuffer.init)
    file = try OutputFile(path: path, resumedAt: checkpoint.size)
    rows = checkpoint.rows
    groups = (checkpoint.groups, Array(checkpoint.entries))
  }

  /// Ends the row group, puts all on the disk, and gives what another writer needs to go on from here.
  ///
  /// - Throws: `ParquetError.file`.
  public func checkpoint() throws(ParquetError) -> ParquetCheckpoint {
    try endRowGroup()
    try file.sync()
    return ParquetCheckpoint(
      size: file.offset, rows: rows, groups: groups.count, entries: Data(groups.bytes))
  }

  /// The size of the file so far, with what is still in memory counted uncompressed.
  public var size: Int { file.offset + groups.bytes.count + buffers.reduce(0) { $0 + $1.size } }

  /// Appends rows: a column for each field, all of the same length.
  ///
  /// - Throws: `ParquetError.values` before any of them is taken, or `.file`.
  public func append(_ columns: [ParquetColumn]) throws(ParquetError) {
    guard columns.count == fields.count else {
      throw .values(field: "schema", reason: "\(columns.count) columns, not \(fields.count)")
    }
    let rows = columns.first?.count ?? 0
    for (column, field) in zip(columns, fields) {
      if let (path, reason) = column.problem(as: field, path: field.name, rows: rows) {
        throw .values(field: path, reason: reason)
      }
    }
    guard rows > 0 else { return }

    // apart, leaf by leaf
    var leaf = 0
    for (column, field) in zip(columns, fields) {
      ParquetSlots.shred(column, field, ParquetSlots(rows: rows)) { values, slots in
        buffers[leaf].append(values, slots)
        leaf += 1
      }
    }
    bufferedRows += rows
    self.rows += rows
    if buffers.reduce(0, { $0 + $1.size }) >= options.rowGroupSize { try endRowGroup() }
  }

  /// Writes what is in memory as a row group of its own; nothing where there is nothing.
  ///
  /// - Throws: `ParquetError.file`.
  public func endRowGroup() throws(ParquetError) {
    guard bufferedRows > 0 else { return }
    var columns: [UInt8] = []
    let start = file.offset
    var uncompressed = 0
    for index in buffers.indices {
      let chunk = ParquetChunk(
        buffers[index], compression: options.compression, pageSize: options.pageSize)
      columns += chunk.metadata(at: file.offset)
      uncompressed += chunk.uncompressedSize
      try file.write(chunk.bytes)
      buffers[index].clear()
    }
    var group = ThriftWriter()
    group.structures(1, count: buffers.count, columns)
    group.int64(2, uncompressed)
    group.int64(3, bufferedRows)
    group.int64(5, start)
    group.int64(6, file.offset - start)
    // a 16-bit number; files with more groups leave it out
    if groups.count <= Int(Int16.max) { group.int16(7, groups.count) }
    groups.bytes += group.ended
    groups.count += 1
    bufferedRows = 0
  }

  /// Writes the end with what is to be said of the whole, and puts the file in its place.
  ///
  /// Nothing can be appended afterwards. `metadata` is in the file as it is given, in its order.
  ///
  /// - Throws: `ParquetError.file`.
  public func finish(
    metadata: [(key: String, value: String)] = []
  ) throws(ParquetError) {
    try endRowGroup()
    let schema = ParquetSchema.encode(fields)
    var end = ThriftWriter()
    end.int32(1, 2)
    end.structures(2, count: schema.count, schema.bytes)
    end.int64(3, rows)
    end.structures(4, count: groups.count, groups.bytes)
    if !metadata.isEmpty {
      end.structures(5, count: metadata.count, metadata.flatMap(Self.pair))
    }
    end.text(6, "demomill")
    // limits are by the order of each type
    var order = ThriftWriter()
    order.structure(1) { _ in }
    let orders = [[UInt8]](repeating: order.ended, count: buffers.count)
    end.structures(7, count: buffers.count, Array(orders.joined()))

    let footer = end.ended
    try file.write(footer)
    try file.write(withUnsafeBytes(of: UInt32(footer.count).littleEndian) { Array($0) })
    try file.write(Self.magic)
    try file.commit()
  }

  private static func pair(_ key: String, _ value: String) -> [UInt8] {
    var pair = ThriftWriter()
    pair.text(1, key)
    pair.text(2, value)
    return pair.ended
  }
}
