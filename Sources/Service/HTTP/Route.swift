import HTTPTypes

/// One operation of the API, declared once: served, checked and documented from here.
struct Route: Sendable {
  /// What a request's body holds.
  enum RequestBody: Sendable {
    case none
    /// A JSON object of this schema, collected in memory.
    case json(Schema)
    /// One file of one of these media types, streamed to disk.
    case file(types: [String])
    /// Bytes that the handler takes in by itself, as they arrive.
    case bytes(type: String, isRequired: Bool)
  }

  /// One way to answer.
  struct Outcome: Sendable {
    var status: Int
    var description: String
    /// Media type and schema of the body; none for nil.
    var content: (type: String, schema: Schema)?

    init(_ status: Int, _ description: String, _ schema: Schema? = nil) {
      self.init(status, description, type: "application/json", schema)
    }

    init(_ status: Int, _ description: String, type: String, _ schema: Schema?) {
      self.status = status
      self.description = description
      content = schema.map { (type, $0) }
    }
  }

  /// A parameter of the query or a header.
  struct Parameter: Sendable {
    enum Place: String, Sendable { case query, header }

    var name: String
    var place: Place = .query
    var description: String
    var schema: Schema
    var required = false
  }

  var method: HTTPRequest.Method
  var path: PathPattern
  /// The name that generated clients call it by.
  var operation: String
  var summary: String
  var access: Access
  var parameters: [Parameter]
  var body: RequestBody
  var outcomes: [Outcome]
  var handler: @Sendable (Call) async throws -> Answer
  /// What stands in every answer, problems too.
  var everyAnswer: HTTPFields = [:]

  init(
    _ method: HTTPRequest.Method, _ path: String, _ operation: String, _ summary: String,
    access: Access, parameters: [Parameter] = [], body: RequestBody = .none, outcomes: [Outcome],
    handler: @escaping @Sendable (Call) async throws -> Answer
  ) {
    self.method = method
    self.path = PathPattern(path)
    self.operation = operation
    self.summary = summary
    self.access = access
    self.parameters = parameters
    self.body = body
    self.outcomes = outcomes
    self.handler = handler
  }

  /// The same with header fields in every answer.
  func answering(with fields: HTTPFields) -> Route {
    var route = self
    route.everyAnswer = fields
    return route
  }

  /// The names that may stand in the query.
  var queryNames: Set<String> {
    Set(parameters.filter { $0.place == .query }.map(\.name))
  }

  /// Whether repeating it with an `Idempotency-Key` must not repeat its effect.
  var isIdempotencyKeyed: Bool { method == .post }
}
