import Catalog
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
  let admission: Admission
  let disk: DiskReserve

  func respond(to request: Request, context: Context) async -> Response {
    let started = ContinuousClock.now
    let id = context.id
    var answer: Answer
    var connection = Problem.Connection.kept
    var pass: Admission.Pass?
    do {
      answer = try await serve(request, context: context, pass: &pass)
    } catch {
      let problem = self.problem(error, context: context)
      connection = problem.connection
      answer = Answer(
        problem.status, headers: problem.headers,
        body: .bytes(problem.document(instance: request.uri.path, requestID: id).serialized))
      answer.headers[.contentType] = "application/problem+json"
    }
    if let name = HTTPField.Name("X-Request-Id") { answer.headers[name] = id }

    // one line per request
    let elapsed = ContinuousClock.now - started
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
        "status": "\(answer.status.code)", "ms": "\(Int(elapsed / .milliseconds(1)))",
      ])
    let response = holding(pass, for: answer)
    switch connection {
    case .kept: return request.method == .head ? response.createHeadResponse() : response
    case .closed: return LastResponse.make(response, reading: nil)
    case .closedUnread: return LastResponse.make(response, reading: request.body)
    }
  }

  /// The response of an answer; one that streams keeps its request's place until it is written.
  private func holding(_ pass: Admission.Pass?, for answer: Answer) -> Response {
    var response = answer.response
    guard let pass, case .stream(let body) = answer.body else { return response }
    response.body = ResponseBody(contentLength: body.contentLength) { writer in
      try await body.write(writer)
      withExtendedLifetime(pass) {}
    }
    return response
  }

  /// The answer of the route that the request means; `pass` is its place among those in work.
  private func serve(
    _ request: Request, context: Context, pass: inout Admission.Pass?
  ) async throws -> Answer {
    let (route, parameters, query) = try match(request)
    try admit(route, request, &pass)
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

  /// Lets a request in whose body is still unread, when there is a place and room for it.
  private func admit(
    _ route: Route, _ request: Request, _ pass: inout Admission.Pass?
  ) throws(Problem) {
    if let load = route.load {
      pass = admission.enter(load)
      guard pass != nil else { throw Problem.busy(load).leaving(request) }
    }
    if route.bringsWork, let complaint = disk.complaint {
      throw Problem.diskIsLow(complaint).leaving(request)
    }
  }

  /// The route and the parameters of a request whose body is still unread.
  private func match(
    _ request: Request
  ) throws(Problem) -> (Route, parameters: [String: String], Query) {
    do {
      let (route, parameters) = try table.find(request.method, request.uri)
      return (route, parameters, try Query(request.uri, allowed: route.queryNames))
    } catch {
      throw error.leaving(request)
    }
  }

  /// The problem that an error is for the client; what is our own fault is only logged in full.
  private func problem(_ error: any Error, context: Context) -> Problem {
    if let problem = error as? Problem { return problem }
    if let syntax = error as? JSONSyntaxError {
      return .malformed("The body is no JSON: \(syntax).")
    }
    if let known = ProblemTranslation.problem(error) { return known }
    context.logger.error("request failed", metadata: ["error": "\(error)"])
    // a full disk makes databases and libraries fail in words of their own
    if let complaint = disk.complaint { return .diskIsLow(complaint) }
    switch error as? BlobError {
    case .full: return .diskIsFull
    case .missing, .damaged: return .damaged("What is asked for")
    default: break
    }
    return Problem(status: .internalServerError, detail: "The server failed; its log says why.")
  }
}
