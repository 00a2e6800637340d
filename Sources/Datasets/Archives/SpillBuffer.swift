import Foundation

/// Bytes that are needed again at the end: in memory while they are few, then in a file without a name.
final class SpillBuffer {
  private let path: String
  private let limit: Int
  private var buffer: [UInt8] = []
  private var descriptor: Int32 = -1
  private var spilled = 0

  /// An empty buffer; beyond `limit` bytes it makes a file beside `path`.
  init(beside path: String, limit: Int = 1 << 20) {
    self.path = path + ".spill"
    self.limit = limit
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  var count: Int { spilled + buffer.count }

  func append(_ bytes: [UInt8]) throws(DatasetError) {
    buffer += bytes
    guard buffer.count > limit else { return }
    if descriptor < 0 {
      descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw OutputFile.failure("cannot be created", path) }
      // gone with the descriptor, whatever happens
      unlink(path)
    }
    try OutputFile.write(buffer, to: descriptor, path)
    spilled += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// Hands all bytes on, in the order in which they came.
  func drain(into output: any ByteOutput) throws(DatasetError) {
    var offset = 0
    while offset < spilled {
      var piece = [UInt8](repeating: 0, count: min(1 << 18, spilled - offset))
      let found = piece.withUnsafeMutableBytes { raw in
        pread(descriptor, raw.baseAddress, raw.count, off_t(offset))
      }
      if found < 0 && errno == EINTR { continue }
      guard found > 0 else { throw OutputFile.failure("cannot be read", path) }
      try output.append(found == piece.count ? piece : Array(piece.prefix(found)))
      offset += found
    }
    try output.append(buffer)
  }
}
