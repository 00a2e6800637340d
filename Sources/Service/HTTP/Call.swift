import HTTPTypes
import Hummingbird
import JSONText
import Logging

/// A request as its handler sees it: matched, its body received and checked for size.
struct Call: Sendable {
  /// The body, by what the route declares.
  enum Body: Sendable {
    case none
    case json(JSON)
    case file(ReceivedFile)
    /// Bytes that still arrive.
    case bytes(Hummingbird.RequestBody)
  }

  var request: Request
  /// What the path's parameters matched, percent-decoded.
  var parameters: [String: String]
  var query: Query
  var body: Body
  /// SHA-256 over the body, in hexadecimal.
  var bodyHash: String
  var caller: Caller
  var context: CallContext
  /// The body of an upload on its way in; nil where none comes.
  var incoming: IncomingBody?

  var logger: Logger { context.logger }

  /// A parameter of the path.
  func parameter(_ name: String) -> String { parameters[name] ?? "" }

  /// The client's word for what must happen once; nil when it said nothing.
  var idempotencyKey: String? { request.headers.idempotencyKey }

  /// The same for the mill, which remembers it with what it made, beyond a crash.
  var requestKey: String? { idempotencyKey.map { "\(caller.own($0)) \(bodyHash)" } }

  /// Whether bytes come behind the head.
  var hasBody: Bool { request.hasBody }

  /// The JSON of the body; null when the route takes none.
  var json: JSON { if case .json(let value) = body { value } else { .null } }
}

extension Request {
  /// Whether bytes come behind the head.
  var hasBody: Bool {
    headers.contains(.transferEncoding)
      || headers[.contentLength].flatMap { Int($0) } ?? 0 > 0
  }
}

extension HTTPFields {
  /// The client's word for what must happen once; nil when it said nothing.
  var idempotencyKey: String? { HTTPField.Name("Idempotency-Key").flatMap { self[$0] } }
}
