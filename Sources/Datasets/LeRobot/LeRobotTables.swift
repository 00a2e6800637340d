import Foundation
import Parquet

/// Parquet files of one kind in a folder, none larger than a limit: a new one begins with the episode
/// that would be too much.
final class LeRobotTables {
  /// The file that is written to.
  private(set) var number = LeRobotFileNumber()
  /// The files that are finished, relative to the dataset's folder.
  private(set) var files: [String] = []

  private let root: String
  private let folder: String
  private let fields: [ParquetField]
  private let options: ParquetWriter.Options
  private let limit: Int
  private let metadata: [(key: String, value: String)]
  private var writer: ParquetWriter?

  /// What a checkpoint keeps.
  struct State: Codable {
    var number: LeRobotFileNumber
    var files: [String]
    /// Of the file that is written to; nil between two files.
    var open: ParquetCheckpoint?
  }

  /// Tables under `root/folder`, of at most `limit` bytes each, but one episode at least.
  init(
    root: String, folder: String, fields: [ParquetField], options: ParquetWriter.Options,
    limit: Int, metadata: [(key: String, value: String)] = []
  ) {
    self.root = root
    self.folder = folder
    self.fields = fields
    self.options = options
    self.limit = limit
    self.metadata = metadata
  }

  /// Goes on from a checkpoint.
  func resume(_ state: State) throws {
    number = state.number
    files = state.files
    guard let open = state.open else { return }
    writer = try ParquetWriter(path: path, fields: fields, options: options, resuming: open)
  }

  /// Ends the row group.
  func endRowGroup() throws { try writer?.endRowGroup() }

  /// Puts all on the disk, and gives what is needed to go on from here.
  func checkpoint() throws -> State {
    State(number: number, files: files, open: try writer?.checkpoint())
  }

  /// The files that there are, relative to the dataset's folder, one of which may be unfinished.
  var unfinished: [String] {
    files + (writer == nil ? [] : ["\(folder)/\(number.path).parquet.part"])
  }

  private var path: String { "\(root)/\(folder)/\(number.path).parquet" }

  /// Appends the rows of an episode, which take about `size` bytes; gives the file that they are in.
  func append(
    size: Int, _ columns: (LeRobotFileNumber) -> [ParquetColumn]
  ) throws -> LeRobotFileNumber {
    if let writer, writer.size + size > limit {
      try end(writer)
      number = number.next
    }
    let writer = try self.writer ?? start()
    try writer.append(columns(number))
    return number
  }

  /// Ends the last file.
  func finish() throws {
    if let writer { try end(writer) }
  }

  private func start() throws -> ParquetWriter {
    try FileManager.default.createDirectory(
      atPath: "\(root)/\(folder)/\(number.folder)", withIntermediateDirectories: true)
    let writer = try ParquetWriter(path: path, fields: fields, options: options)
    self.writer = writer
    return writer
  }

  private func end(_ writer: ParquetWriter) throws {
    try writer.finish(metadata: metadata)
    files.append("\(folder)/\(number.path).parquet")
    self.writer = nil
  }
}
