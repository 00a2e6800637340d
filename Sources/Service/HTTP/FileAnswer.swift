import Foundation
import HTTPTypes
import Hummingbird

/// Answers with an immutable file of known size and hash: conditions, ranges, digest.
enum FileAnswer {
  /// Bytes read and written at a time; some ten of them wait for each client that reads slowly.
  static let chunkSize = 128 << 10

  /// The answer to a GET or HEAD of a file.
  ///
  /// `onDamage` is called when the content turns out not to have the hash; nobody gets it whole then.
  ///
  /// - Throws: `Problem` 412 when `If-Match` names other content, 416 for a range behind the end, 500
  ///   for a damaged file.
  static func make(
    _ call: Call, path: String, size: Int, sha256: String, type: String,
    onDamage: @escaping @Sendable () async -> Void = {}
  ) async throws -> Answer {
    let logger = call.logger
    @Sendable func body(_ range: ClosedRange<Int>) async throws -> ResponseBody {
      try await VerifiedFileBody.make(
        path: path, range: range, size: size, sha256: sha256, chunk: chunkSize
      ) {
        logger.error("file is damaged", metadata: ["path": "\(path)", "sha256": "\(sha256)"])
        await onDamage()
      }
    }
    var digest: HTTPFields = [:]
    if let name = HTTPField.Name("Repr-Digest"), let bytes = Hexadecimal.decode(sha256) {
      digest[name] = "sha-256=:\(Data(bytes).base64EncodedString()):"
    }
    return try await ContentAnswer.make(
      call, tag: sha256, size: size, type: type, headers: digest, body: body)
  }
}
