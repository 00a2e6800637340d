import JSONText

/// How a replay buffer's chunks are packed.
public enum ZarrCompression: Sendable, Hashable {
  case none
  /// numcodecs' `zlib`, level 1 to 9.
  case zlib(level: Int)
  /// numcodecs' `gzip`, level 1 to 9.
  case gzip(level: Int)
  /// Chunks as they are, in deflated entries of the archive, level 1 to 9.
  case deflatedEntries(level: Int)

  /// The level where there is one.
  var level: Int? {
    switch self {
    case .none: nil
    case .zlib(let level), .gzip(let level), .deflatedEntries(let level): level
    }
  }

  /// What `.zarray` says of it.
  var metadata: JSON {
    switch self {
    case .none, .deflatedEntries: .null
    case .zlib(let level): ["id": "zlib", "level": JSON(level)]
    case .gzip(let level): ["id": "gzip", "level": JSON(level)]
    }
  }

  /// A chunk as it stands in its entry.
  func pack(_ chunk: [UInt8]) -> [UInt8] {
    switch self {
    case .none, .deflatedEntries: chunk
    case .zlib(let level): Deflate.pack(chunk, level: level, .zlib)
    case .gzip(let level): Deflate.pack(chunk, level: level, .gzip)
    }
  }

  /// The level at which the archive deflates entries of chunks; nil for stored ones.
  var entryLevel: Int? {
    if case .deflatedEntries(let level) = self { level } else { nil }
  }
}
