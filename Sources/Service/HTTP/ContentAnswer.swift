import HTTPTypes
import Hummingbird

/// Answers with content that never changes: conditions and ranges (RFC 9110, sections 13 and 14).
enum ContentAnswer {
  /// The answer to a GET or HEAD.
  ///
  /// `tag` identifies the content, of which there are `size` bytes; `headers` stand in every answer, and
  /// `body` gives a range of bytes that is not empty.
  ///
  /// - Throws: `Problem` 412 when `If-Match` names other content, 416 for a range behind the end.
  static func make(
    _ call: Call, tag content: String, size: Int, type: String, headers more: HTTPFields = [:],
    body: (ClosedRange<Int>) async throws -> ResponseBody
  ) async throws -> Answer {
    let tag = EntityTag(content: content)
    var headers: HTTPFields = [
      .eTag: tag.header, .acceptRanges: "bytes",
      .cacheControl: "max-age=31536000, immutable",
    ]
    for field in more { headers[field.name] = field.value }

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
