import Foundation
import HTTPTypes
import Hummingbird
import JSONText

/// Answers every request: finds its route, receives its body, runs the handler, words the errors.
struct Dispatcher: HTTPResponder {
  typealias Context = BasicRequestContext

  let table: RouteTable
  let receiver: BodyReceiver
  let idempotency: Idempotency

  func respond(to request: Request, context: Context) async -> Response {
    let started = ContinuousClock.now
    let id = context.id
    var answer: Answer
    var connection = Problem.Connection.kept
    var always: HTTPFields = [:]
    do {
      let (route, parameters) = try find(request)
      always = route.everyAnswer
      answer = try await serve(request, by: route, parameters: parameters, context: context)
    } catch {
      let problem = Self.problem(error, context: context)
      connection = problem.connection
      answer = Answer(
        problem.status, headers: problem.headers,
        body: .bytes(problem.document(instance: request.uri.path, requestID: id).serialized))
      answer.headers[.contentType] = "application/problem+json"
    }
    if let name = HTTPField.Name("X-Request-Id") { answer.headers[name] = id }
    for field in always { answer.headers[field.name] = field.value }

    // one line per request
    let elapsed = ContinuousClock.now - started
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
        "status": "\(answer.status.code)", "ms": "\(Int(elapsed / .milliseconds(1)))",
      ])
    let response = answer.response
    switch connection {
    case .kept: return request.method == .head ? response.createHeadResponse() : response
    case .closed: return LastResponse.make(response, reading: nil)
    case .closedUnread: return LastResponse.make(response, reading: request.body)
    }
  }

  /// The answer of the route that the request means.
  private func serve(
    _ request: Request, by route: Route, parameters: [String: String], context: Context
  ) async throws -> Answer {
    let query = try query(request, of: route)
    let (body, hash) = try await receiver.receive(route.body, of: request, context: context)
    defer {
      if case .file(let file) = body { try? FileManager.default.removeItem(at: file.url) }
    }
    let call = Call(
      request: request, parameters: parameters, query: query, body: body, bodyHash: hash,
      context: context)

    // a key makes the request happen once
    guard route.isIdempotencyKeyed else { return try await route.handler(call) }
    return try await idempotency.once(
      call.idempotencyKey, route: "\(request.method.rawValue) \(request.uri.path)",
      content: "\(request.uri.query ?? "") \(hash)"
    ) { try await route.handler(call) }
  }

  /// The route of a request whose body is still unread, and the parameters of its path.
  private func find(_ request: Request) throws(Problem) -> (Route, [String: String]) {
    do { return try table.find(request.method, request.uri) } catch {
      throw error.leaving(request)
    }
  }

  private func query(_ request: Request, of route: Route) throws(Problem) -> Query {
    do { return try Query(request.uri, allowed: route.queryNames) } catch {
      throw error.leaving(request)
    }
  }

  /// The problem that an error is for the client; what is our own fault is only logged in full.
  private static func problem(_ error: any Error, context: Context) -> Problem {
    if let problem = error as? Problem { return problem }
    if let syntax = error as? JSONSyntaxError {
      return .malformed("The body is no JSON: \(syntax).")
    }
    if let known = ProblemTranslation.problem(error) { return known }
    context.logger.error("request failed", metadata: ["error": "\(error)"])
    return Problem(status: .internalServerError, detail: "The server failed; its log says why.")
  }
}
