import JSONText

/// A one-dimensional array of texts of a replay buffer, by numcodecs' filter `vlen-utf8`.
final class ZarrTexts {
  let key: String
  private let compression: ZarrCompression
  /// What a checkpoint keeps of it.
  struct State: Codable {
    var count = 0
    var chunks = 0
    /// Texts that are not in a chunk yet.
    var waiting: [String] = []
  }

  /// What another array goes on with, or what this one does.
  var state = State()

  /// Texts of a chunk.
  private static let chunkLength = 256

  init(_ key: String, compression: ZarrCompression) {
    self.key = key
    self.compression = compression
  }

  func append(_ text: String, to archive: ZipArchive) throws(DatasetError) {
    state.count += 1
    state.waiting.append(text)
    if state.waiting.count == Self.chunkLength { try write(to: archive) }
  }

  func finish(to archive: ZipArchive) throws(DatasetError) {
    let length = state.chunks == 0 ? max(1, state.count) : Self.chunkLength
    if !state.waiting.isEmpty {
      state.waiting += [String](repeating: "", count: length - state.waiting.count)
      try write(to: archive)
    }
    let metadata: JSON = [
      "zarr_format": 2, "shape": [JSON(state.count)], "chunks": [JSON(length)], "dtype": "|O",
      "compressor": compression.metadata, "fill_value": "", "order": "C",
      "filters": [["id": "vlen-utf8"]],
    ]
    try archive.add("\(key)/.zarray", metadata.bytes(.compact))
  }

  /// How many there are, then each with its length before it, all in 32 bits.
  private func write(to archive: ZipArchive) throws(DatasetError) {
    var bytes = Self.word(state.waiting.count)
    for text in state.waiting {
      bytes += Self.word(text.utf8.count)
      bytes += Array(text.utf8)
    }
    try archive.add(
      "\(key)/\(state.chunks)", compression.pack(bytes), level: compression.entryLevel)
    state.chunks += 1
    state.waiting.removeAll(keepingCapacity: true)
  }

  private static func word(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
