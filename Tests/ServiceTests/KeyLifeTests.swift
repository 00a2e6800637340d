import Foundation
import JSONText
import Testing

@Suite("The life of a key") struct KeyLifeTests {
  @Test("The first key closes the server; a key is valid at once and ends at once")
  func life() async throws {
    try await withServer { server in
      let open = server.client
      #expect(try await open.get("/v1/jobs").status == 200)
      let admin = try await open.makeKey(["admin"])
      #expect(try await open.get("/v1/jobs").status == 401)
      let client = open.with(key: admin.text)
      #expect(try await client.get("/v1/jobs").status == 200)

      let rig = try await client.makeKey(["demos:write"])
      let reply = try await open.with(key: rig.text).upload(try Samples.shortLift(), task: "lift")
      #expect(reply.status == 201)
      #expect(try await client.send("DELETE", "/v1/keys/\(rig.id)").status == 204)
      #expect(try await open.with(key: rig.text).get("/v1/tasks").status == 401)
      #expect(try await client.send("DELETE", "/v1/keys/\(rig.id)").status == 204)
      #expect(try await client.send("DELETE", "/v1/keys/nobody").status == 404)

      // a server whose keys have all ended stays closed
      let listed = try await client.get("/v1/keys").json["keys"]?.elements ?? []
      #expect(listed.count == 2 && listed.allSatisfy { $0["key"] == nil && $0["hash"] == nil })
      #expect(listed.last?["revoked_at"]?.double != nil)
      #expect(try await client.send("DELETE", "/v1/keys/\(admin.id)").status == 204)
      #expect(try await client.get("/v1/jobs").status == 401)
      #expect(try await open.get("/v1/jobs").status == 401)
    }
  }

  @Test("What a key shall be is checked")
  func faults() async throws {
    let limits = #"{"name":"a","scopes":[],"limits":"#
    let faults = [
      (#"{"scopes":[]}"#, "name"), (#"{"name":"a\u0000b","scopes":[]}"#, "name"),
      (#"{"name":"a"}"#, "scopes"), (#"{"name":"a","scopes":["jobs"]}"#, "scopes[0]"),
      (#"{"name":"a","scopes":[],"expires_at":5}"#, "expires_at"),
      (#"{"name":"a","scopes":[],"colour":1}"#, "colour"),
      (limits + #"{"burst":5}}"#, "limits.burst"),
      (limits + #"{"requests_per_second":0}}"#, "limits.requests_per_second"),
      (limits + #"{"unfinished_jobs":-1}}"#, "limits.unfinished_jobs"),
    ]
    try await withServer { server in
      for (body, field) in faults {
        let reply = try await server.client.send(
          "POST", "/v1/keys", headers: ["Content-Type": "application/json"],
          body: Array(body.utf8))
        #expect(reply.status == 422 && reply.fields == [field], "\(reply.text)")
      }
      // nothing was made, so the server is still open
      #expect(try await server.client.get("/v1/keys").json["keys"]?.elements?.isEmpty == true)
    }
  }

  @Test("Whatever is wrong with a key, the answer is the same")
  func constantAnswers() async throws {
    let clock = HandClock()
    try await withServer(now: clock.now) { server in
      let admin = try await server.client.makeKey(["admin"])
      let client = server.client.with(key: admin.text)
      let expired = try await client.makeKey([], expiresAt: clock.now() + 5)
      let revoked = try await client.makeKey([])
      _ = try await client.send("DELETE", "/v1/keys/\(revoked.id)")
      clock.advance(6)
      let secret = String(repeating: "0", count: 64)
      let keys = [
        "", "x", "dm__", "dm_server_\(secret)", "dm_\(admin.id)_\(secret)", "dm_abc_\(secret)",
        "dm_\(admin.id)_\(secret)0", expired.text, revoked.text, admin.text.uppercased(),
        admin.text + " ", "\(admin.text)_", String(repeating: "k", count: 6000),
      ]
      var answers: Set<String> = []
      for key in keys where key != admin.text + " " {
        var reply = try await server.client.with(key: key).get("/v1/jobs")
        for header in ["x-request-id", "date"] { reply.headers[header] = nil }
        let body = reply.text.replacing(/"request_id":"[^"]*"/, with: "")
        let headers = reply.headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        answers.insert("\(reply.status) \(headers) \(body)")
      }
      #expect(answers.count == 1, "\(answers)")
      #expect(answers.first?.hasPrefix("401") == true)
    }
  }

  @Test("A key's secret is in no file of the data folder, nor is an answer that shows it")
  func secretAtRest() async throws {
    try await withServer { server in
      let admin = try await server.client.makeKey(["admin"])
      let client = server.client.with(key: admin.text)
      let body: JSON = ["name": "rig", "scopes": ["jobs:read"]]
      let word = ["Idempotency-Key": "once"]
      let first = try await client.post("/v1/keys", body, headers: word)
      let key = try #require(first.json["key"]?.text)
      #expect(try await server.client.with(key: key).get("/v1/jobs").status == 200)

      // a repeated request makes no second key, and cannot show the first again
      let second = try await client.post("/v1/keys", body, headers: word)
      #expect(second.status == 201 && second.headers["idempotent-replayed"] == "true")
      #expect(second.json["id"] == first.json["id"] && second.json["key"] == nil)

      let secrets = [admin.text, key].map { Data($0.split(separator: "_")[2].utf8) }
      let files = FileManager.default.enumerator(at: server.folder, includingPropertiesForKeys: nil)
      var named = 0
      while let file = files?.nextObject() as? URL {
        guard let data = try? Data(contentsOf: file) else { continue }
        if data.range(of: Data(admin.id.utf8)) != nil { named += 1 }
        for secret in secrets { #expect(data.range(of: secret) == nil, "\(file.path)") }
      }
      // what is there instead is the id, and a hash
      #expect(named >= 1)
      let stored = try await server.catalog.storedKeys()
      #expect(
        stored.map(\.record.id).contains(admin.id) && stored.allSatisfy { $0.hash.count == 32 })
    }
  }

  @Test("Keys do not get each other's answers by the same Idempotency-Key")
  func idempotency() async throws {
    try await withServer { server in
      let admin = try await server.client.makeKey(["admin"])
      let client = server.client.with(key: admin.text)
      let ids = client.ids(try await client.upload(try Samples.stack()))
      let job: JSON = [
        "task": "stack", "demonstrations": .array(ids.map { JSON($0) }), "scenes": ["count": 1],
        "motions": ["count": 1],
      ]
      let word = ["Idempotency-Key": "same"]
      var made: [String] = []
      for _ in 0..<2 {
        let key = try await client.makeKey(["jobs:write"])
        let own = server.client.with(key: key.text)
        let first = try await own.post("/v1/jobs", job, headers: word)
        #expect(first.status == 202 && first.headers["idempotent-replayed"] == nil)
        let again = try await own.post("/v1/jobs", job, headers: word)
        #expect(
          again.headers["idempotent-replayed"] == "true" && again.json["id"] == first.json["id"])
        made.append(first.json["id"]?.text ?? "")
      }
      #expect(Set(made).count == 2)
    }
  }

  @Test("The last use is known to the second, and written once a minute at most")
  func lastUse() async throws {
    let clock = HandClock()
    try await withServer(now: clock.now) { server in
      let admin = try await server.client.makeKey(["admin"])
      let client = server.client.with(key: admin.text)
      let other = try await client.makeKey([])
      let user = server.client.with(key: other.text)
      func told() async throws -> Double? {
        let keys = try await client.get("/v1/keys").json["keys"]?.elements ?? []
        return keys.first { $0["id"]?.text == other.id }?["last_used_at"]?.double
      }
      func written() async throws -> Double? {
        try await server.catalog.keys().records.first { $0.id == other.id }?.lastUsedAt
      }
      func waitForWritten(_ time: Double) async throws {
        for _ in 0..<100 where try await written() != time {
          try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await written() == time)
      }
      #expect(try await told() == nil)
      let start = clock.now()
      _ = try await user.get("/v1/tasks")
      #expect(try await told() == start)
      try await waitForWritten(start)

      // many requests within a minute change only what is told
      clock.advance(59)
      for _ in 0..<20 { _ = try await user.get("/v1/tasks") }
      #expect(try await told() == start + 59)
      try await Task.sleep(for: .milliseconds(200))
      #expect(try await written() == start)
      clock.advance(1)
      _ = try await user.get("/v1/tasks")
      try await waitForWritten(start + 60)
    }
  }
}
