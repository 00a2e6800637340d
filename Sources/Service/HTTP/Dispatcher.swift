import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import JSONText
import Logging

/// Answers every request: finds its route, receives its body, runs the handler, words the errors.
struct Dispatcher: HTTPResponder {
  typealias Context = CallContext

  let table: RouteTable
  let receiver: BodyReceiver
  let idempotency: Idempotency
  let metrics: RequestMetrics
  let draining: Draining
  let ring: KeyRing
  let uploads: UploadQuota
  let admission: Admission
  let disk: DiskReserve

  func respond(to request: Request, context: Context) async -> Response {
    let started = ContinuousClock.now
    let id = context.id
    var request = request
    metrics.began()
    var answer: Answer
    var connection = Problem.Connection.kept
    var visit = Visit()
    var always: HTTPFields = [:]
    var operation = "unknown"
    var pass: Admission.Pass?
    do {
      let (route, parameters) = try find(request)
      always = route.everyAnswer
      operation = route.operation
      answer = try await serve(
        &request, by: route, parameters: parameters, context: context, visit: &visit, pass: &pass)
    } catch {
      let problem = self.problem(error, context: context)
      connection = problem.connection
      answer = Answer(
        problem.status, headers: problem.headers,
        body: .bytes(problem.document(instance: request.uri.path, requestID: id).serialized))
      answer.headers[.contentType] = "application/problem+json"
    }
    if let name = HTTPField.Name("X-Request-Id") { answer.headers[name] = id }
    for field in Quota.headers(visit.quotas) { answer.headers[field.name] = field.value }
    for field in always { answer.headers[field.name] = field.value }

    // one line per request
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    metrics.ended(operation, status: answer.status.code, seconds: seconds)
    var entry: Logger.Metadata = [
      "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
      "status": "\(answer.status.code)", "ms": "\(Int(seconds * 1000))",
    ]
    if let key = visit.key { entry["key"] = "\(key)" }
    if let refusal = visit.refusal { entry["refusal"] = "\(refusal)" }
    // what was made, for instance a job
    if let location = answer.headers[.location] { entry["location"] = "\(location)" }
    context.logger.info("request", metadata: entry)

    // who is about to stop asks for no further request on this connection
    if draining.isOn { answer.headers[.connection] = "close" }
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
    _ request: inout Request, by route: Route, parameters: [String: String], context: Context,
    visit: inout Visit, pass: inout Admission.Pass?
  ) async throws -> Answer {
    let (caller, query) = try admit(request, to: route, context: context, visit: &visit)
    try checkRoom(for: route, request)
    let incoming = try await begin(&request, to: route, by: caller, context: context, &visit)
    let outcome: Result<Answer, any Error>
    do {
      pass = try place(for: route, request, sender: incoming?.sender)
      var call = Call(
        request: request, parameters: parameters, query: query, body: .none, bodyHash: "",
        caller: caller, context: context, incoming: incoming)
      outcome = .success(try await fulfil(&call, by: route, visit: &visit))
    } catch { outcome = .failure(error) }

    // bytes of a file in pieces count as they came, whatever became of them
    if let incoming, let quota = await incoming.allowance?.settle(incoming.bytes) {
      UploadQuota.note(quota, in: &visit)
    }
    // what still comes behind an answer is nobody's
    incoming?.allowance = nil
    return try outcome.get()
  }

  /// Takes the body in and gives the answer of the route's handler.
  private func fulfil(
    _ call: inout Call, by route: Route, visit: inout Visit
  ) async throws -> Answer {
    (call.body, call.bodyHash) = try await receiver.receive(
      route.body, of: call.request, context: call.context)
    let body = call.body
    defer {
      if case .file(let file) = body { try? FileManager.default.removeItem(at: file.url) }
    }
    if case .file(let file) = body {
      try await uploads.count(file.bytes, by: call.caller, visit: &visit)
    }
    return try await answer(call, by: route)
  }

  /// The answer of a route's handler; a word of the client's makes the request happen once.
  private func answer(_ call: Call, by route: Route) async throws -> Answer {
    guard route.isIdempotencyKeyed else { return try await route.handler(call) }
    return try await idempotency.once(
      call.idempotencyKey, by: call.caller,
      route: "\(call.request.method.rawValue) \(call.request.uri.path)",
      content: "\(call.request.uri.query ?? "") \(call.bodyHash)",
      incoming: route.isTakenInByHandler ? call.incoming : nil, limit: receiver.fileLimit
    ) { try await route.handler(call) }
  }

  /// Begins to take an upload's body in; nil for requests without one.
  ///
  /// - Throws: `Problem` by what its head says: 413, 415, 429 where the caller's quota does not suffice, or
  ///   503 where there is no place.
  private func begin(
    _ request: inout Request, to route: Route, by caller: Caller, context: Context,
    _ visit: inout Visit
  ) async throws -> IncomingBody? {
    guard route.load == .upload else { return nil }
    try receiver.check(route.body, of: request)
    // who would be turned away need not be listened to first
    if request.hasBody, !admission.hasRoom(.upload) { throw busy(.upload, request) }
    let length = request.headers[.contentLength].flatMap { Int($0) }
    var allowance: UploadAllowance?
    do {
      if case .file = route.body {
        try await uploads.check(declared: length, by: caller, visit: &visit)
      } else {
        // of a file in pieces what comes counts; what cannot fit is refused when it is announced
        let announced = request.headers[.length].flatMap { Int($0) }
        try await uploads.check(declared: announced ?? length, by: caller, visit: &visit)
        if request.hasBody {
          allowance = try await uploads.allowance(for: length, by: caller)
        }
      }
    } catch let problem as Problem { throw problem.leaving(request) }
    guard request.hasBody else { return nil }

    let incoming = IncomingBody(
      request, sender: Sender(channel: context.channel),
      isHashed: route.isTakenInByHandler && request.headers.idempotencyKey != nil)
    incoming.allowance = allowance
    request.body = RequestBody(asyncSequence: incoming)
    await incoming.readAhead(admission.firstPiece)
    return incoming
  }

  /// The route of a request whose body is still unread, and the parameters of its path.
  private func find(_ request: Request) throws(Problem) -> (Route, [String: String]) {
    do { return try table.find(request.method, request.uri) } catch {
      throw error.leaving(request)
    }
  }

  /// Refuses a request that brings something new while there is no room for it.
  private func checkRoom(for route: Route, _ request: Request) throws(Problem) {
    if route.bringsWork, let complaint = disk.complaint {
      throw Problem.diskIsLow(complaint).leaving(request)
    }
  }

  /// The place of a request among those in work; nil for what is always let in.
  private func place(
    for route: Route, _ request: Request, sender: Sender?
  ) throws(Problem) -> Admission.Pass? {
    guard let load = route.load else { return nil }
    guard let pass = admission.enter(load, sender: sender) else { throw busy(load, request) }
    return pass
  }

  /// That there is no place for a request, and when there may be.
  private func busy(_ load: Admission.Load, _ request: Request) -> Problem {
    Problem.busy(load, seconds: admission.patience(load)).leaving(request)
  }

  /// The caller and the query of a request whose body is still unread.
  private func admit(
    _ request: Request, to route: Route, context: Context, visit: inout Visit
  ) throws(Problem) -> (Caller, Query) {
    do {
      let caller = try ring.admit(
        request, to: route.access, peer: context.peer, visit: &visit)
      return (caller, try Query(request.uri, allowed: route.queryNames))
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
