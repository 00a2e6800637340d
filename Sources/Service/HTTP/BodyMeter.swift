import Crypto
import Hummingbird

/// Counts and hashes the bytes that pass, and stops them at a limit.
final class BodyMeter {
  let limit: Int
  private(set) var bytes = 0
  /// What ended the body early; whoever reads it may get it wrapped in an error of its own.
  var failure: (any Error)?
  private var hasher = SHA256()

  init(limit: Int) { self.limit = limit }

  /// The hash of all that passed, in hexadecimal.
  var sha256: String { Hexadecimal.encode(hasher.finalize()) }

  /// Notes a chunk.
  ///
  /// - Throws: `Problem` 413 when it goes past the limit.
  func pass(_ chunk: ByteBuffer) throws(Problem) {
    bytes += chunk.readableBytes
    guard bytes <= limit else { throw .tooLarge(limit: limit, connection: .closed) }
    chunk.withUnsafeReadableBytes { hasher.update(bufferPointer: $0) }
  }
}
