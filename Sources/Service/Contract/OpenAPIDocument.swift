import JSONText

/// The contract, OpenAPI 3.1, made of the same declarations that requests are served from.
enum OpenAPIDocument {
  /// The document of a set of routes.
  static func make(_ routes: [Route], version: String) -> JSON {
    var paths: JSONObject = [:]
    for route in routes {
      var item = paths[route.path.template]?.members ?? [:]
      item[route.method.rawValue.lowercased()] = operation(route)
      paths[route.path.template] = .object(item)
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "DemoMill", "version": JSON(version),
        "summary": "Multiplies robot demonstrations.",
      ],
      "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
      "paths": .object(paths),
      "components": [
        "schemas": .object(JSONObject(SchemaLibrary.all.mapValues(\.json))),
        "securitySchemes": ["key": keyScheme],
      ],
    ]
  }

  private static let keyScheme: JSON = [
    "type": "http", "scheme": "bearer",
    "description":
      "A key as `demomill key create` prints it. Until the first one is made, none is needed.",
  ]

  private static func operation(_ route: Route) -> JSON {
    var operation: JSONObject = [
      "operationId": JSON(route.operation), "summary": JSON(route.summary),
    ]

    // every variable of the path is declared by its name alone
    var parameters: [JSON] = route.path.parameterNames.map { name in
      ["name": JSON(name), "in": "path", "required": true, "schema": ["type": "string"]]
    }
    var declared = route.parameters
    if route.isIdempotencyKeyed {
      declared.append(
        Route.Parameter(
          name: "Idempotency-Key", place: .header,
          description: "A repeated key gives the first answer again, for 24 hours.",
          schema: Schema(["type": "string", "pattern": "^[!-~]{1,255}$"])))
    }
    parameters += declared.map { parameter in
      [
        "name": JSON(parameter.name), "in": JSON(parameter.place.rawValue),
        "required": JSON(parameter.required), "description": JSON(parameter.description),
        "schema": parameter.schema.json,
      ]
    }
    if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
    if let body = requestBody(route.body) { operation["requestBody"] = body }
    operation["responses"] = responses(route)
    if route.access == .open {
      operation["security"] = []
    } else {
      let scopes = route.access.scopes.map { JSON($0.rawValue) }
      operation["security"] = [["key": .array(scopes)]]
    }
    return .object(operation)
  }

  private static func requestBody(_ body: Route.RequestBody) -> JSON? {
    let content: JSONObject
    switch body {
    case .none: return nil
    case .json(let schema): content = ["application/json": ["schema": schema.json]]
    case .file(let types): content = JSONObject(types.map { ($0, [:]) })
    case .bytes(let type, let isRequired):
      return ["required": JSON(isRequired), "content": .object(JSONObject([(type, .object([:]))]))]
    }
    return ["required": true, "content": .object(content)]
  }

  /// What is declared, and a problem document for all that is not.
  private static func responses(_ route: Route) -> JSON {
    var responses: JSONObject = [:]
    for outcome in route.outcomes {
      var members: JSONObject = ["description": JSON(outcome.description)]
      if let content = outcome.content {
        var types = responses[String(outcome.status)]?["content"]?.members ?? [:]
        types[content.type] = ["schema": content.schema.json]
        members["content"] = .object(types)
      } else if outcome.status >= 400 {
        members["content"] = problem
      }
      responses[String(outcome.status)] = .object(members)
    }
    if route.access != .open {
      for (status, description) in refusals where responses[status] == nil {
        responses[status] = ["description": JSON(description), "content": problem]
      }
    }
    for (status, words) in common(route) where responses[status] == nil {
      responses[status] = ["description": JSON(words), "content": problem]
    }
    return .object(responses)
  }

  /// What the server itself may say to a request of any such operation.
  private static func common(_ route: Route) -> [(status: String, words: String)] {
    var all = [
      ("400", "The request cannot be read."), ("413", "The body is too large."),
      ("422", "A parameter or a field is unusable; errors say which."),
    ]
    if !route.path.parameterNames.isEmpty { all.append(("404", "Unknown.")) }
    if route.isIdempotencyKeyed {
      all.append(("409", "The first request with this Idempotency-Key is still running."))
    }
    switch route.body {
    case .none: break
    default: all.append(("415", "Another media type or coding."))
    }
    if route.load != nil {
      all.append(("503", "As many are in work as can be; Retry-After says when."))
    }
    if route.bringsWork { all.append(("507", "The disk is nearly full.")) }
    return all
  }

  /// How a request may end whose key does not suffice.
  private static let refusals = [
    "401": "No valid key was shown.",
    "403": "The key lacks the scope, or a server without keys is asked from elsewhere.",
    "429": "A quota is used up; Retry-After says for how long.",
  ]

  private static let problem: JSON = [
    "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
  ]
}
