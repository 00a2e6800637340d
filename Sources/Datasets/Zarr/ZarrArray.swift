import Foundation
import JSONText

/// An array of a replay buffer while rows are added to it: whole chunks leave at once (Zarr storage
/// specification, version 2).
final class ZarrArray {
  /// For instance `data/action`.
  let key: String
  /// The type as numpy writes it, for instance `<f4`.
  let type: String
  /// What follows the first axis.
  let rowShape: [Int]
  let compression: ZarrCompression
  private(set) var rows = 0
  private let rowBytes: Int
  private let chunkRows: Int
  private var chunks = 0
  private var buffer: [UInt8] = []

  /// What a checkpoint keeps of it.
  struct State: Codable {
    var rows: Int
    var chunks: Int
    /// Rows that are not in a chunk yet.
    var waiting: Data
  }

  /// What another array goes on with, or what this one does.
  var state: State {
    get { State(rows: rows, chunks: chunks, waiting: Data(buffer)) }
    set {
      rows = newValue.rows
      chunks = newValue.chunks
      buffer = Array(newValue.waiting)
    }
  }

  /// Bytes of a chunk: half of Diffusion Policy's aim, as each array holds one in memory.
  private static let aim = 1 << 20

  /// An empty array; `chunkRows` is by size where it is not said.
  init(
    _ key: String, type: String, itemSize: Int, rowShape: [Int], chunkRows: Int? = nil,
    compression: ZarrCompression
  ) {
    self.key = key
    self.type = type
    self.rowShape = rowShape
    self.compression = compression
    rowBytes = rowShape.reduce(itemSize, *)
    self.chunkRows = chunkRows ?? max(1, Self.aim / max(1, rowBytes))
  }

  /// Takes whole rows.
  func append(_ bytes: [UInt8], to archive: ZipArchive) throws(DatasetError) {
    rows += bytes.count / rowBytes
    buffer += bytes
    let size = chunkRows * rowBytes
    guard buffer.count >= size else { return }
    var start = 0
    while buffer.count - start >= size {
      try write(Array(buffer[start..<(start + size)]), to: archive)
      start += size
    }
    buffer.removeFirst(start)
  }

  /// Writes what is left, and what the array is.
  func finish(to archive: ZipArchive) throws(DatasetError) {
    // an array of less than a chunk is one chunk of its own length; otherwise the last one is filled up
    let length = chunks == 0 ? max(1, rows) : chunkRows
    if !buffer.isEmpty {
      let missing = length * rowBytes - buffer.count
      try write(buffer + [UInt8](repeating: 0, count: missing), to: archive)
    }
    let isFlag = type == "|b1"
    let metadata: JSON = [
      "zarr_format": 2, "shape": Self.list([rows] + rowShape),
      "chunks": Self.list([length] + rowShape), "dtype": JSON(type),
      "compressor": compression.metadata, "fill_value": isFlag ? false : 0, "order": "C",
      "filters": .null,
    ]
    try archive.add("\(key)/.zarray", metadata.bytes(.compact))
  }

  private func write(_ chunk: [UInt8], to archive: ZipArchive) throws(DatasetError) {
    let place = [String(chunks)] + rowShape.map { _ in "0" }
    try archive.add(
      "\(key)/\(place.joined(separator: "."))", compression.pack(chunk),
      level: compression.entryLevel)
    chunks += 1
  }

  private static func list(_ numbers: [Int]) -> JSON { .array(numbers.map { JSON($0) }) }
}
