import Catalog
import Crypto
import Foundation
import HTTPTypes

/// Makes keyed requests happen once: the catalog remembers their answers for
/// `Catalog.answerMemory`.
///
/// Only successful answers are kept, so that a failed request may be sent again with its key.
/// See draft-ietf-httpapi-idempotency-key-header.
struct Idempotency: Sendable {
  let catalog: Catalog

  /// The answer of `body`, or the one that an earlier request with the same key got.
  ///
  /// - Parameters:
  ///   - key: the client's word; nil runs the body without memory.
  ///   - caller: who sent it; the same word of another caller means another request.
  ///   - route: method and path.
  ///   - content: what else makes the request the same: query and hash of the body.
  ///   - incoming: a body that only the handler takes in; it makes the request the same, too.
  ///   - limit: the most bytes of it that are read to compare it.
  ///   - body: does what the request asks for.
  /// - Returns: the answer, which says so when it is an earlier one.
  /// - Throws: `Problem` 400 for an unusable key, 409 while it is in flight, 422 for another request.
  func once(
    _ key: String?, by caller: Caller, route: String, content: String,
    incoming: IncomingBody? = nil, limit: Int = 0, _ body: @Sendable () async throws -> Answer
  ) async throws -> Answer {
    guard let key else { return try await body() }
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw Problem.malformed("Idempotency-Key must hold 1 to 255 visible ASCII characters.") }

    let fingerprint = Hexadecimal.encode(SHA256.hash(data: Data(content.utf8)))
    let request = IdempotentRequest(
      key: caller.own(key), route: route, fingerprint: fingerprint)
    switch try await catalog.claim(request) {
    case .replay(let response):
      // the body's hash is known when all of it has come
      do { try await incoming?.exhaust(limit: limit) } catch { throw BodyReceiver.problem(error) }
      guard response.requestSHA256 == incoming?.sha256 else { throw Self.mismatch }
      return Self.answer(response)
    case .inFlight: throw Self.inFlight
    case .mismatch: throw Self.mismatch
    case .fresh: break
    }

    do {
      let answer = try await body()
      if var response = Self.stored(answer) {
        response.requestSHA256 = incoming?.sha256
        try await catalog.finish(request, response: response)
      } else {
        try await catalog.release(request)
      }
      return answer
    } catch {
      try? await catalog.release(request)
      throw error
    }
  }

  /// The form that a successful answer is kept in, nil for any other.
  private static func stored(_ answer: Answer) -> StoredResponse? {
    guard answer.status.kind == .successful, case .bytes(let bytes) = answer.body else {
      return nil
    }
    var headers: [String: String] = [:]
    for field in answer.headers { headers[field.name.rawName] = field.value }
    return StoredResponse(
      status: answer.status.code, headers: headers, body: Data(answer.remembered ?? bytes))
  }

  private static func answer(_ response: StoredResponse) -> Answer {
    var headers: HTTPFields = [:]
    for (name, value) in response.headers {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    if let name = HTTPField.Name("Idempotent-Replayed") { headers[name] = "true" }
    let status = HTTPResponse.Status(code: response.status)
    return Answer(status, headers: headers, body: .bytes([UInt8](response.body)))
  }

  private static var inFlight: Problem {
    Problem(
      status: .conflict, kind: "idempotency-in-flight",
      detail: "The first request with this Idempotency-Key is still running.",
      headers: [.retryAfter: "1"])
  }

  private static var mismatch: Problem {
    Problem(
      status: .unprocessableContent, kind: "idempotency-mismatch",
      detail: "This Idempotency-Key was used for another request.",
      errors: [FieldError(field: "Idempotency-Key", reason: "was used for another request")])
  }
}
