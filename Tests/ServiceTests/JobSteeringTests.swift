import JSONText
import Testing

@Suite("Steering jobs") struct JobSteeringTests {
  private static func request(_ ids: [String], scenes: Int) -> JSON {
    [
      "task": "stack", "demonstrations": .array(ids.map { JSON($0) }),
      "scenes": ["count": JSON(scenes)], "motions": ["count": 1],
    ]
  }

  @Test("Pause, resume, cancel, and what cannot be")
  func verbs() async throws {
    try await withServer(adjust: { $0.heartbeat = .milliseconds(100) }) { server in
      let client = server.client
      let ids = client.ids(try await client.upload(try Samples.stack()))
      let job = try await client.post("/v1/jobs", Self.request(ids, scenes: 5000))
      let id = try #require(job.json["id"]?.text)
      let path = "/v1/jobs/\(id)"

      let paused = try await client.send("POST", "\(path):pause")
      #expect(paused.status == 200 && paused.json["state"]?.text == "paused")
      #expect(try await client.send("POST", "\(path):pause").status == 200)
      let resumed = try await client.send("POST", "\(path):resume")
      #expect(["queued", "running"].contains(resumed.json["state"]?.text))
      #expect(try await heartbeat(client, path: path))

      let cancelled = try await client.send("POST", "\(path):cancel")
      #expect(cancelled.status == 200 && cancelled.json["state"]?.text == "cancelled")
      let late = try await client.send("POST", "\(path):resume")
      #expect(late.status == 409 && late.isProblem)
      for verb in ["cancel", "pause", "resume", "retry"] {
        #expect(try await client.send("POST", "/v1/jobs/nothing:\(verb)").status == 404)
      }
      let list = try await client.get("/v1/jobs?state=cancelled").json["jobs"]?.elements
      #expect(list?.count == 1)
      #expect(try await client.get("/v1/jobs/nothing/events").status == 404)

      // now that nobody needs them, the demonstrations may go
      let delete = try await client.send("DELETE", "/v1/demonstrations/\(ids[0])")
      #expect(delete.status == 204)
    }
  }

  /// Whether a stream says that it is alive; the client then goes away in the middle.
  private func heartbeat(_ client: Client, path: String) async throws -> Bool {
    try await blocking {
      let connection = try Connection(port: client.port)
      defer { connection.close() }
      try connection.send(Client.head("GET", "\(path)/events", [:]))
      _ = try connection.head()
      var text = ""
      for _ in 0..<100 where !text.contains(": alive") {
        text += String(decoding: try connection.chunk() ?? [], as: UTF8.self)
      }
      return text.contains(": alive")
    }
  }

  @Test("Many requests with one key make one job")
  func idempotency() async throws {
    try await withServer { server in
      let client = server.client
      let ids = client.ids(try await client.upload(try Samples.stack()))
      let request = Self.request(ids, scenes: 1)
      let key = ["Idempotency-Key": "job-1"]
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<20 {
          group.addTask { try await client.post("/v1/jobs", request, headers: key).status }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(Set(statuses).isSubset(of: [202, 409]) && statuses.contains(202))
      #expect(try await client.get("/v1/jobs").json["jobs"]?.elements?.count == 1)

      let replay = try await client.post("/v1/jobs", request, headers: key)
      #expect(replay.status == 202 && replay.headers["idempotent-replayed"] == "true")
      #expect(replay.headers["location"]?.hasPrefix("/v1/jobs/") == true)
      let other = try await client.post(
        "/v1/jobs", Self.request(ids, scenes: 2), headers: key)
      #expect(other.status == 422 && other.isProblem)
      let bad = try await client.post("/v1/jobs", request, headers: ["Idempotency-Key": "a b"])
      #expect(bad.status == 400 && bad.isProblem)

      // a request that failed may be sent again, corrected
      let second = ["Idempotency-Key": "job-2"]
      let wrong = request.setting(["task"], to: "juggle")
      #expect(try await client.post("/v1/jobs", wrong, headers: second).status == 422)
      #expect(try await client.post("/v1/jobs", request, headers: second).status == 202)
    }
  }
}
