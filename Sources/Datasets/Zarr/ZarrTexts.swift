import JSONText

/// A one-dimensional array of texts of a replay buffer, by numcodecs' filter `vlen-utf8`.
final class ZarrTexts {
  let key: String
  private let compression: ZarrCompression
  private var count = 0
  private var chunks = 0
  private var waiting: [String] = []

  /// Texts of a chunk.
  private static let chunkLength = 256

  init(_ key: String, compression: ZarrCompression) {
    self.key = key
    self.compression = compression
  }

  func append(_ text: String, to archive: ZipArchive) throws(DatasetError) {
    count += 1
    waiting.append(text)
    if waiting.count == Self.chunkLength { try write(to: archive) }
  }

  func finish(to archive: ZipArchive) throws(DatasetError) {
    let length = chunks == 0 ? max(1, count) : Self.chunkLength
    if !waiting.isEmpty {
      waiting += [String](repeating: "", count: length - waiting.count)
      try write(to: archive)
    }
    let metadata: JSON = [
      "zarr_format": 2, "shape": [JSON(count)], "chunks": [JSON(length)], "dtype": "|O",
      "compressor": compression.metadata, "fill_value": "", "order": "C",
      "filters": [["id": "vlen-utf8"]],
    ]
    try archive.add("\(key)/.zarray", metadata.bytes(.compact))
  }

  /// How many there are, then each with its length before it, all in 32 bits.
  private func write(to archive: ZipArchive) throws(DatasetError) {
    var bytes = Self.word(waiting.count)
    for text in waiting {
      bytes += Self.word(text.utf8.count)
      bytes += Array(text.utf8)
    }
    try archive.add("\(key)/\(chunks)", compression.pack(bytes), level: compression.entryLevel)
    chunks += 1
    waiting.removeAll(keepingCapacity: true)
  }

  private static func word(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
