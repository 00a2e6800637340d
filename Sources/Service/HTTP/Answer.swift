import HTTPTypes
import Hummingbird
import JSONText

/// What a handler answers with.
struct Answer: Sendable {
  /// The body: bytes at hand, or a stream.
  enum Body: Sendable {
    case bytes([UInt8])
    case stream(ResponseBody)
  }

  var status: HTTPResponse.Status
  var headers: HTTPFields
  var body: Body
  /// What is remembered of the body for a repeated request, when it is not the same.
  var remembered: [UInt8]?

  init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A JSON document.
  static func json(
    _ value: JSON, status: HTTPResponse.Status = .ok, location: String? = nil
  ) -> Answer {
    var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
    if let location { headers[.location] = location }
    return Answer(status, headers: headers, body: .bytes(value.serialized))
  }

  /// A text of some media type.
  static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
    Answer(.ok, headers: [.contentType: type], body: .bytes(Array(text.utf8)))
  }

  /// Done, and nothing to say.
  static var noContent: Answer { Answer(.noContent) }

  /// The response that goes on the wire.
  var response: Response {
    switch body {
    case .stream(let body): return Response(status: status, headers: headers, body: body)
    case .bytes(let bytes):
      var response = Response(
        status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
      // these two never have a body, and say nothing of its length
      if status == .noContent || status == .notModified { response.headers[.contentLength] = nil }
      return response
    }
  }
}
