import HTTPTypes
import Hummingbird
import JSONText

/// A request that is not fulfilled: an RFC 9457 problem document.
struct Problem: Error, Sendable {
  var status: HTTPResponse.Status
  /// The last part of the `type` URN, or nil when the status says all.
  var kind: String?
  /// What happened, in words for a person.
  var detail: String
  var errors: [FieldError] = []
  var headers: HTTPFields = [:]
  /// What becomes of the connection.
  var connection = Connection.kept

  /// What becomes of a connection after a problem.
  enum Connection: Sendable {
    case kept
    /// The body is unwanted and was not touched.
    case closedUnread
    /// The body is unwanted or broken, and was read in part.
    case closed
  }

  /// A request whose fields cannot be used, 422.
  static func unusable(_ errors: [FieldError]) -> Problem {
    let first = errors.first.map { $0.field.isEmpty ? $0.reason : "\($0.field) \($0.reason)" }
    return Problem(
      status: .unprocessableContent, kind: "unusable-field",
      detail: first ?? "A field cannot be used.", errors: errors)
  }

  /// A request with one unusable field, 422.
  static func unusable(_ field: String, _ reason: String) -> Problem {
    .unusable([FieldError(field: field, reason: reason)])
  }

  /// A request that cannot be read at all, 400.
  static func malformed(_ detail: String, field: String? = nil) -> Problem {
    Problem(
      status: .badRequest, kind: "malformed", detail: detail,
      errors: field.map { [FieldError(field: $0, reason: detail)] } ?? [])
  }

  /// Nothing of that name, 404.
  static func missing(_ what: String, _ name: String) -> Problem {
    Problem(status: .notFound, detail: "There is no \(what) '\(name)'.")
  }

  /// Something else stands in the way, 409.
  static func conflict(_ detail: String) -> Problem {
    Problem(status: .conflict, kind: "conflict", detail: detail)
  }

  /// More bytes than are taken, 413.
  static func tooLarge(limit: Int, connection: Connection) -> Problem {
    Problem(
      status: .contentTooLarge, kind: "too-large",
      detail: "The body holds more than \(limit) bytes.", connection: connection)
  }

  /// A body of another media type or coding than documented, 415.
  static func mediaType(accepted: [String]) -> Problem {
    Problem(
      status: .unsupportedMediaType, kind: "media-type",
      detail: "Accepted: \(accepted.joined(separator: ", ")).")
  }

  /// The same, giving the connection up when the body that was not read may be large.
  func leaving(_ request: Request) -> Problem {
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard length > BodyReceiver.jsonLimit || request.headers.contains(.transferEncoding) else {
      return self
    }
    var problem = self
    problem.connection = .closedUnread
    return problem
  }

  /// No room to keep it, 507.
  static var diskIsFull: Problem {
    Problem(
      status: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
      kind: "disk-full", detail: "The disk is full.")
  }

  /// The document, for the request with that path and id.
  func document(instance: String, requestID: String) -> JSON {
    var members: JSONObject = [
      "type": JSON(kind.map { "urn:demomill:problem:\($0)" } ?? "about:blank"),
      "title": JSON(status.reasonPhrase),
      "status": JSON(status.code),
      "detail": JSON(detail),
      "instance": JSON(instance),
      "request_id": JSON(requestID),
    ]
    if !errors.isEmpty { members["errors"] = .array(errors.map(\.json)) }
    return .object(members)
  }
}
