import JSONText
import Testing

@Suite("Contract") struct ContractTests {
  /// Every operation that there is, by hand: a new one must be put here, too.
  static let operations: Set<String> = [
    "GET /", "GET /livez", "GET /readyz", "GET /openapi.json", "GET /v1/schemas/demonstration",
    "GET /v1/tasks", "GET /v1/robots", "GET /v1/scenes/{task}",
    "POST /v1/demonstrations", "GET /v1/demonstrations", "GET /v1/demonstrations/{id}",
    "DELETE /v1/demonstrations/{id}",
    "POST /v1/jobs", "GET /v1/jobs", "GET /v1/jobs/{id}", "GET /v1/jobs/{id}/events",
    "GET /v1/jobs/{id}/attempts", "GET /v1/jobs/{id}/report", "GET /v1/jobs/{id}/coverage",
    "POST /v1/jobs/{id}:cancel", "POST /v1/jobs/{id}:pause", "POST /v1/jobs/{id}:resume",
    "GET /v1/episodes", "GET /v1/episodes/{id}", "GET /v1/episodes/{id}/states",
    "POST /v1/episodes/{id}:verify",
    "POST /v1/datasets", "GET /v1/datasets", "GET /v1/datasets/{name}/versions/{version}",
    "GET /v1/datasets/{name}/versions/{version}/files/{path}",
    "POST /v1/renders", "GET /v1/renders", "GET /v1/renders/{id}", "POST /v1/renders/{id}:cancel",
    "GET /v1/renders/{id}/pictures", "GET /v1/renders/{id}/pictures/{position}",
    "GET /v1/renders/{id}/thumbnails", "GET /v1/cameras", "GET /v1/episodes/{id}/preview",
    "GET /v1/episodes/{id}/clip", "POST /v1/admin:scrub", "POST /v1/admin:backup",
  ]

  @Test("The contract holds every operation and nothing else, and each answers")
  func operations() async throws {
    try await withServer { server in
      let contract = try await server.client.get("/openapi.json")
      #expect(contract.status == 200)
      #expect(contract.json["openapi"]?.text == "3.1.0")

      var found: Set<String> = []
      for (path, item) in contract.json["paths"]?.members ?? [:] {
        for (method, operation) in item.members ?? [:] {
          found.insert("\(method.uppercased()) \(path)")
          let target = path.replacing("{task}", with: "lift").replacing("{version}", with: "1")
            .replacing("{", with: "").replacing("}", with: "")
          let reply = try await server.client.send(
            method.uppercased(), target, headers: ["Content-Length": "0"])
          let declared = operation["responses"]?.members ?? [:]
          #expect(declared[String(reply.status)] != nil, "\(method) \(target): \(reply.text)")
          #expect(reply.status < 500, "\(method) \(target): \(reply.text)")
          #expect(reply.status < 400 || reply.isProblem, "\(method) \(target)")
          #expect(reply.json["detail"]?.text != "Nothing is here.", "\(method) \(target)")
        }
      }
      #expect(found == Self.operations)
      try references(contract.json)
    }
  }

  /// Every reference leads to a schema of the document.
  private func references(_ contract: JSON) throws {
    let text = String(decoding: contract.serialized, as: UTF8.self)
    let schemas = contract["components"]?["schemas"]?.members ?? [:]
    for part in text.split(separator: "#/components/schemas/").dropFirst() {
      let name = String(part.prefix { $0 != "\"" })
      #expect(schemas[name] != nil, "\(name)")
    }
  }

  @Test("What the framework would answer is a problem document, too")
  func problems() async throws {
    try await withServer { server in
      let unknown = try await server.client.get("/v1/nothing")
      #expect(unknown.status == 404 && unknown.isProblem)
      #expect(unknown.json["instance"]?.text == "/v1/nothing")
      #expect(unknown.json["request_id"]?.text == unknown.headers["x-request-id"])

      let method = try await server.client.send("PUT", "/v1/jobs", body: [])
      #expect(method.status == 405 && method.isProblem)
      #expect(method.headers["allow"] == "GET, HEAD, POST")
      #expect(try await server.client.get("/v1/jobs/x:cancel").headers["allow"] == "POST")
      #expect(try await server.client.get("/v1/jobs/x:fly").status == 404)
      #expect(try await server.client.get("/v1/jobs/").status == 404)

      let escape = try await server.client.get("/v1/jobs/%zz")
      #expect(escape.status == 400 && escape.isProblem)

      let garbage = try await blocking {
        let connection = try Connection(port: server.client.port)
        try connection.send("this is no HTTP\r\n\r\n")
        return try connection.reply()
      }
      #expect(garbage.status == 400 && garbage.isProblem)
    }
  }

  @Test(
    "A query is read strictly",
    arguments: [
      ("page_size=0", "page_size"), ("page_size=1001", "page_size"), ("page_size=x", "page_size"),
      ("page_token=nonsense", "page_token"), ("colour=red", "colour"),
      ("page_size=5&page_size=6", "page_size"), ("state=flying", "state"),
    ])
  func query(query: String, field: String) async throws {
    try await withServer { server in
      let reply = try await server.client.get("/v1/jobs?\(query)")
      #expect(reply.status == 422 && reply.isProblem, "\(reply.text)")
      #expect(reply.fields == [field])
    }
  }

  @Test("HEAD is GET without a body")
  func head() async throws {
    try await withServer { server in
      let get = try await server.client.get("/v1/tasks")
      let head = try await server.client.send("HEAD", "/v1/tasks")
      #expect(get.status == 200 && head.status == 200)
      #expect(head.headers["content-length"] == String(get.body.count))
      #expect(head.body.isEmpty)
    }
  }

  @Test("Probes, tasks, robots, schema, index")
  func knowledge() async throws {
    try await withServer { server in
      #expect(try await server.client.get("/livez").status == 200)
      #expect(try await server.client.get("/readyz").status == 200)
      let tasks = try await server.client.get("/v1/tasks").json["tasks"]?.elements ?? []
      let names = tasks.compactMap { $0["name"]?.text }
      #expect(
        Set(names).count == names.count && Set(names).isSuperset(of: ["coffee", "lift", "stack"]))
      let lift = try #require(tasks.first { $0["name"]?.text == "lift" })
      #expect(lift["distributions"]?["D0"]?["cube"]?["x"]?.elements?.count == 2)
      // an articulated part tells of its joint
      let coffee = try #require(tasks.first { $0["name"]?.text == "coffee" })
      let lid = coffee["objects"]?.elements?.first { $0["name"]?.text == "lid" }
      #expect(lid?["held"]?["mount"]?.text == "joint")
      #expect(lid?["held"]?["joint"]?["range"]?.elements?.count == 2)
      let robots = try await server.client.get("/v1/robots").json["robots"]?.elements ?? []
      #expect(robots.first?["name"]?.text == "panda")
      let schema = try await server.client.get("/v1/schemas/demonstration")
      #expect(schema.status == 200 && schema.json["$schema"] != nil)
      let index = try await server.client.get("/")
      #expect(index.headers["content-type"] == "text/html; charset=utf-8")
    }
  }
}
