import Foundation
import JSONText
import Testing

@Suite("Who may call what") struct KeyAccessTests {
  static let scopes = ["demos:write", "jobs:read", "jobs:write", "datasets:read", "admin"]

  /// The scope that each operation asks for, by hand; "" for any key, nil for none: a new one must be
  /// put here, too.
  static let wanted: [String: String?] = {
    var wanted: [String: String?] = [:]
    func put(_ scope: String?, _ operations: String...) {
      for operation in operations { wanted[operation] = .some(scope) }
    }
    put(nil, "GET /", "GET /livez", "GET /readyz", "GET /openapi.json")
    put(
      "", "GET /v1/schemas/demonstration", "GET /v1/tasks", "GET /v1/robots", "GET /v1/cameras",
      "GET /v1/scenes/{task}", "GET /v1/demonstrations", "GET /v1/demonstrations/{id}",
      "GET /metrics")
    put(
      "demos:write", "POST /v1/demonstrations", "DELETE /v1/demonstrations/{id}",
      "OPTIONS /v1/uploads", "POST /v1/uploads", "HEAD /v1/uploads/{id}", "GET /v1/uploads/{id}",
      "PATCH /v1/uploads/{id}", "DELETE /v1/uploads/{id}")
    put(
      "jobs:read", "GET /v1/jobs", "GET /v1/jobs/{id}", "GET /v1/jobs/{id}/events",
      "GET /v1/jobs/{id}/attempts", "GET /v1/jobs/{id}/report", "GET /v1/jobs/{id}/coverage",
      "GET /v1/renders", "GET /v1/renders/{id}", "GET /v1/sessions")
    put(
      "jobs:write", "POST /v1/sessions", "DELETE /v1/sessions/{id}",
      "POST /v1/sessions/{id}:reset", "POST /v1/sessions/{id}:step", "POST /v1/jobs/{id}:retry",
      "PATCH /v1/jobs/{id}", "POST /v1/jobs", "POST /v1/jobs/{id}:cancel",
      "POST /v1/jobs/{id}:pause",
      "POST /v1/jobs/{id}:resume", "POST /v1/datasets", "POST /v1/renders",
      "POST /v1/renders/{id}:cancel", "POST /v1/episodes/{id}:verify")
    put(
      "datasets:read", "GET /v1/datasets/{name}/versions/{version}/tar",
      "GET /api/datasets/{org}/{name}", "GET /api/datasets/{org}/{name}/refs",
      "GET /api/datasets/{org}/{name}/revision/{revision}",
      "GET /datasets/{org}/{name}/resolve/{revision}/{path}", "GET /v1/episodes/{id}/file",
      "GET /v1/datasets", "GET /v1/datasets/{name}/versions/{version}",
      "GET /v1/datasets/{name}/versions/{version}/files/{path}", "GET /v1/episodes",
      "GET /v1/episodes/{id}", "GET /v1/episodes/{id}/states", "GET /v1/episodes/{id}/preview",
      "GET /v1/episodes/{id}/clip", "GET /v1/renders/{id}/pictures",
      "GET /v1/renders/{id}/pictures/{position}", "GET /v1/renders/{id}/thumbnails")
    put(
      "admin", "POST /v1/keys", "GET /v1/keys", "DELETE /v1/keys/{id}", "POST /v1/admin:scrub",
      "POST /v1/admin:backup", "POST /v1/webhooks", "GET /v1/webhooks", "GET /v1/webhooks/{id}",
      "PATCH /v1/webhooks/{id}", "DELETE /v1/webhooks/{id}", "POST /v1/webhooks/{id}:rotate",
      "GET /v1/webhooks/{id}/deliveries", "POST /v1/webhooks/{id}/deliveries/{delivery}:resend")
    return wanted
  }()

  /// A way to come, and whether it is a valid key and of which scope.
  private struct Visitor: Sendable {
    var name: String
    var authorization: String?
    /// Nil for no valid key, "" for one without scopes.
    var scope: String?

    /// The status that an operation must refuse with; nil when it must not refuse.
    func refusal(_ wanted: String?) -> Int? {
      guard let wanted else { return nil }
      guard let scope else { return 401 }
      return wanted.isEmpty || scope == wanted || scope == "admin" ? nil : 403
    }
  }

  @Test("Every operation lets in exactly whom it says it does")
  func matrix() async throws {
    let clock = HandClock()
    try await withServer(now: clock.now, adjust: { $0.failuresPerMinute = nil }) { server in
      let visitors = try await Self.visitors(server, clock)
      let contract = try await server.client.get("/openapi.json").json
      #expect(contract["components"]?["securitySchemes"]?["key"]?["scheme"]?.text == "bearer")
      _ = try await server.client.ready()
      var found: Set<String> = []
      var requests = 0
      for (path, item) in contract["paths"]?.members ?? [:] {
        for (method, operation) in item.members ?? [:] {
          let name = "\(method.uppercased()) \(path)"
          found.insert(name)
          let wanted = try #require(Self.wanted[name], "\(name) has no access in this test")
          try Self.expectDeclared(operation, wanted, name)
          let target = path.replacing("{task}", with: "lift").replacing("{version}", with: "1")
            .replacing("{", with: "").replacing("}", with: "")
          for visitor in visitors {
            var headers = ["Content-Length": "0"]
            headers["Authorization"] = visitor.authorization
            let reply = try await server.client.send(
              method.uppercased(), target, headers: headers)
            requests += 1
            Self.expect(reply, visitor.refusal(wanted), "\(name), \(visitor.name)")
          }
        }
      }
      #expect(found == Set(Self.wanted.keys))
      #expect(requests == found.count * (visitors.count))
    }
  }

  private static func visitors(
    _ server: TestServer, _ clock: HandClock
  ) async throws -> [Visitor] {
    // the first key closes the server, so that the others are made with it
    let admin = try await server.client.makeKey(["admin"])
    let client = server.client.with(key: admin.text)
    let expired = try await client.makeKey(["admin"], expiresAt: clock.now() + 60)
    clock.advance(61)
    let revoked = try await client.makeKey(["admin"])
    #expect(try await client.send("DELETE", "/v1/keys/\(revoked.id)").status == 204)
    let secret = String(repeating: "5", count: 64)
    var visitors = [
      Visitor(name: "no key"),
      Visitor(name: "malformed key", authorization: "Bearer dm_\(admin.id)_abc"),
      Visitor(name: "another kind of key", authorization: "Basic \(admin.text)"),
      Visitor(name: "two keys", authorization: "Bearer \(admin.text) \(admin.text)"),
      Visitor(name: "unknown key", authorization: "Bearer dm_0123456789ab_\(secret)"),
      Visitor(name: "wrong secret", authorization: "Bearer dm_\(admin.id)_\(secret)"),
      Visitor(name: "this machine's key", authorization: "Bearer dm_server_\(secret)"),
      Visitor(name: "expired key", authorization: "Bearer \(expired.text)"),
      Visitor(name: "revoked key", authorization: "Bearer \(revoked.text)"),
    ]
    for scope in [""] + scopes {
      let key = try await client.makeKey(scope.isEmpty ? [] : [scope])
      visitors.append(
        Visitor(name: "key of '\(scope)'", authorization: "bearer \(key.text)", scope: scope))
    }
    return visitors
  }

  /// The contract names the scope, and how a request may be refused.
  private static func expectDeclared(_ operation: JSON, _ wanted: String?, _ name: String) throws {
    let security = try #require(operation["security"]?.elements, "\(name) declares no access")
    guard let wanted else {
      #expect(security.isEmpty, "\(name)")
      return
    }
    #expect(
      security == [["key": wanted.isEmpty ? [] : [JSON(wanted)]]], "\(name): \(security)")
    for status in ["401", "403", "429"] {
      #expect(operation["responses"]?[status] != nil, "\(name) \(status)")
    }
  }

  private static func expect(_ reply: Reply, _ refusal: Int?, _ comment: String) {
    guard let refusal else {
      #expect(reply.status != 401 && reply.status != 403 && reply.status < 500, "\(comment)")
      return
    }
    #expect(reply.status == refusal, "\(comment): \(reply.status)")
    if !comment.hasPrefix("HEAD ") { #expect(reply.isProblem, "\(comment)") }
    let challenge = reply.headers["www-authenticate"] ?? ""
    #expect(challenge.hasPrefix("Bearer "), "\(comment)")
    if refusal == 403 { #expect(challenge.contains("insufficient_scope"), "\(comment)") }
  }

  @Test("A refused body is not read, and a scope that lacks is named")
  func unread() async throws {
    try await withServer { server in
      let admin = try await server.client.makeKey(["admin"])
      let reader = try await server.client.with(key: admin.text).makeKey(["jobs:read"])

      // the head alone is answered, so that nobody sends megabytes for nothing
      for (key, status) in [("", 401), (reader.text, 403)] {
        let head = Client.head(
          "POST", "/v1/demonstrations?task=stack",
          [
            "Content-Type": Client.hdf5, "Content-Length": "100000000",
            "Authorization": "Bearer \(key)",
          ])
        let reply = try await blocking {
          let connection = try Connection(port: server.client.port, patience: 5)
          defer { connection.close() }
          try connection.send(head)
          return try connection.reply()
        }
        #expect(reply.status == status && reply.headers["connection"] == "close")
      }
      let refused = try await server.client.with(key: reader.text).get("/v1/keys")
      #expect(refused.json["detail"]?.text?.contains("admin") == true)

      // nor is anything said of a query that nobody may send
      #expect(try await server.client.get("/v1/jobs?colour=red").status == 401)
    }
  }

  @Test("Without keys only this machine's names are served")
  func openHosts() async throws {
    try await withServer { server in
      func status(host: String) async throws -> Int {
        try await blocking {
          let connection = try Connection(port: server.client.port)
          defer { connection.close() }
          try connection.send("GET /v1/tasks HTTP/1.1\r\nHost: \(host)\r\n\r\n")
          return try connection.reply().status
        }
      }
      for host in ["localhost", "LOCALHOST:80", "127.0.0.1:8080", "127.9.9.9", "[::1]:99"] {
        #expect(try await status(host: host) == 200, "\(host)")
      }
      for host in ["evil.example", "127.evil.example:8080", "10.0.0.1", "localhost.evil.example"] {
        #expect(try await status(host: host) == 403, "\(host)")
      }
      let key = try await server.client.makeKey([])
      let reply = try await blocking {
        let connection = try Connection(port: server.client.port)
        defer { connection.close() }
        try connection.send(
          "GET /v1/tasks HTTP/1.1\r\nHost: mill.example\r\nAuthorization: Bearer \(key.text)\r\n\r\n"
        )
        return try connection.reply()
      }
      #expect(reply.status == 200)
    }
  }
}
