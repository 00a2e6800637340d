import Crypto
import Foundation

/// The checksum that a sender gives with a piece of a file (tus, extension `checksum`).
struct UploadChecksum: Sendable {
  /// The algorithms that are known, as `Tus-Checksum-Algorithm` lists them.
  static let algorithms = "sha1,sha256"

  private enum Hasher: Sendable {
    case sha1(Insecure.SHA1)
    case sha256(SHA256)
  }

  private var hasher: Hasher
  private let expected: [UInt8]

  /// Reads a header, for instance `sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=`.
  ///
  /// - Throws: `Problem` 400 for an unknown algorithm or no base64 of its length.
  init(header: String) throws(Problem) {
    let words = header.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, let digest = Data(base64Encoded: String(words[1])) else {
      throw Self.malformed("must be an algorithm and a base64 digest")
    }
    let length: Int
    switch words[0] {
    case "sha1": (hasher, length) = (.sha1(Insecure.SHA1()), Insecure.SHA1.byteCount)
    case "sha256": (hasher, length) = (.sha256(SHA256()), SHA256.byteCount)
    default: throw Self.malformed("must use one of \(Self.algorithms)")
    }
    guard digest.count == length else {
      throw Self.malformed("must be a digest of \(length) bytes")
    }
    expected = [UInt8](digest)
  }

  /// Takes in a piece.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch hasher {
    case .sha1(var sha):
      sha.update(bufferPointer: bytes)
      hasher = .sha1(sha)
    case .sha256(var sha):
      sha.update(bufferPointer: bytes)
      hasher = .sha256(sha)
    }
  }

  /// Whether the bytes so far are those that were meant.
  var matches: Bool {
    switch hasher {
    case .sha1(let sha): Array(sha.finalize()) == expected
    case .sha256(let sha): Array(sha.finalize()) == expected
    }
  }

  private static func malformed(_ reason: String) -> Problem {
    .malformed(reason, field: TusHeader.checksum.rawValue)
  }
}
