import Foundation
import HTTPTypes
import Hummingbird

/// Answers with an immutable file of known size and hash: conditions, ranges, digest.
enum FileAnswer {
  /// Read and written at a time.
  static let chunkSize = 1 << 20

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
    let tag = EntityTag(content: sha256)
    var headers: HTTPFields = [
      .eTag: tag.header, .acceptRanges: "bytes",
      .cacheControl: "max-age=31536000, immutable",
    ]
    if let name = HTTPField.Name("Repr-Digest"), let digest = Hexadecimal.decode(sha256) {
      headers[name] = "sha-256=:\(Data(digest).base64EncodedString()):"
    }

    // conditions on the content come before everything else
    let asked = call.request.headers
    if let list = asked[.ifMatch], !tag.isAmong(list, weakly: false) {
      throw Problem(status: .preconditionFailed, detail: "The file's content is another.")
    }
    if let list = asked[.ifNoneMatch], tag.isAmong(list, weakly: true) {
      return Answer(.notModified, headers: headers)
    }

    // a range counts for GET only, and only of the content that the client began with
    var range = ByteRange.whole
    let isSame = asked[.ifRange].map { $0 == tag.header } ?? true
    if call.request.method == .get, isSame {
      range = ByteRange(header: asked[.range], size: size)
    }
    headers[.contentType] = type
    switch range {
    case .unsatisfiable:
      throw Problem(
        status: .rangeNotSatisfiable, detail: "The file ends before this range.",
        headers: [.contentRange: "bytes */\(size)", .acceptRanges: "bytes"])
    case .part(let part):
      headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound)/\(size)"
      return Answer(.partialContent, headers: headers, body: .stream(try await body(part)))
    case .whole where size == 0 || call.request.method == .head:
      headers[.contentLength] = String(size)
      return Answer(.ok, headers: headers, body: .stream(ResponseBody()))
    case .whole:
      let all = try await body(0...(size - 1))
      return Answer(.ok, headers: headers, body: .stream(all))
    }
  }
}
