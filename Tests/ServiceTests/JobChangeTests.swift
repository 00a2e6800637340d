import Foundation
import JSONText
import Testing

@Suite("Forecast, change and retry of jobs", .serialized) struct JobChangeTests {
  private func request(_ ids: [String], scenes: Int) -> JSON {
    [
      "task": "stack", "demonstrations": .array(ids.map { JSON($0) }),
      "scenes": ["count": JSON(scenes)], "motions": ["count": 2], "seed": 1,
    ]
  }

  @Test("A dry run says what would run, and nothing is kept")
  func dryRun() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      let ids = client.ids(try await client.upload(try Samples.stack()))
      let blind = try await client.post("/v1/jobs?dry_run=true", request(ids, scenes: 5))
      #expect(blind.status == 200 && blind.headers["location"] == nil, "\(blind.text)")
      try check.expect(blind, fits: "post", "/v1/jobs")
      #expect(blind.json["attempts"]?.int == 10 && blind.json["workers"]?.int == 2)
      #expect(blind.json["estimate"] == nil)
      #expect(blind.json["note"]?.text?.contains("stack D0") == true)
      #expect(try await client.get("/v1/jobs").json["jobs"]?.elements?.isEmpty == true)

      let job = try await client.post("/v1/jobs?dry_run=false", request(ids, scenes: 5))
      #expect(job.status == 202)
      let id = try #require(job.json["id"]?.text)
      let done = try await client.settled("/v1/jobs/\(id)")
      let seeing = try await client.post("/v1/jobs?dry_run=true", request(ids, scenes: 50))
      try check.expect(seeing, fits: "post", "/v1/jobs")
      let estimate = try #require(seeing.json["estimate"])
      #expect(estimate["jobs"]?.elements == [JSON(id)])
      let expected = 10 * Double(done["successes"]?.int ?? 0)
      #expect(abs((estimate["successes"]?.double ?? -1) - expected) < 1e-6)
      #expect(estimate["wall_s"]?.double ?? 0 > 0)

      // what could not be submitted cannot be forecast
      let wrong = request(["demo_x"], scenes: 5)
      let refused = try await client.post("/v1/jobs?dry_run=true", wrong)
      #expect(refused.status == 422 && refused.fields == ["demonstrations[0]"])
      let word = try await client.post("/v1/jobs?dry_run=maybe", request(ids, scenes: 5))
      #expect(word.status == 422 && word.fields == ["dry_run"])
    }
  }

  @Test("Priority and limits of a job that waits, and of one that is done")
  func change() async throws {
    try await withServer { server in
      let client = server.client
      let ids = client.ids(try await client.upload(try Samples.stack()))
      let long = try await client.post("/v1/jobs", request(ids, scenes: 5000))
      let waiting = try await client.post(
        "/v1/jobs", request(ids, scenes: 40).setting(["seed"], to: 2))
      let id = try #require(waiting.json["id"]?.text)
      let path = "/v1/jobs/\(id)"

      func patch(_ change: JSON, _ path: String) async throws -> Reply {
        try await client.send(
          "PATCH", path, headers: ["Content-Type": "application/json"], body: change.serialized)
      }
      let capped = try await patch(["limits": ["max_attempts": 6, "wall_seconds": 100]], path)
      #expect(capped.status == 200 && capped.json["total"]?.int == 6, "\(capped.text)")
      let free = try await patch(["limits": ["wall_seconds": nil]], path)
      #expect(free.json["spec"]?["limits"] == ["max_attempts": 6], "\(free.text)")

      // with a higher priority it comes before the long one
      let first = try await patch(["priority": 5], path)
      #expect(first.json["spec"]?["priority"]?.int == 5)
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      try check.expect(first, fits: "patch", "/v1/jobs/{id}")
      let done = try await client.settled(path)
      #expect(done["state"]?.text == "succeeded" && done["attempts"]?.int == 6)
      #expect(done["stop_reason"]?.text == "max_attempts")
      #expect(try await patch(["priority": 1], path).status == 409)

      let other = "/v1/jobs/\(try #require(long.json["id"]?.text))"
      let late = try await patch(["limits": ["max_attempts": 6]], other)
      #expect(late.status == 409 && late.isProblem, "\(late.text)")
      let cases: [(JSON, String)] = [
        (["priority": 1001], "priority"), (["limits": ["wall_seconds": -1]], "limits.wall_seconds"),
        (["limits": ["x": 1]], "limits.x"), (["seed": 1], "seed"),
        (["limits": ["max_attempts": 0]], "limits.max_attempts"),
        (["limits": ["cpu_seconds": "a"]], "limits.cpu_seconds"),
      ]
      for (change, field) in cases {
        let reply = try await patch(change, other)
        #expect(reply.status == 422 && reply.fields == [field], "\(field): \(reply.text)")
      }
      #expect(try await patch([:], other).status == 200)
      #expect(try await patch(["priority": 1], "/v1/jobs/nothing").status == 404)
      #expect(try await client.send("PATCH", other, body: []).status == 415)
    }
  }

  @Test("A cancelled job goes on, and keeps what an undisturbed one keeps")
  func retry() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let ids = client.ids(try await client.upload(try Samples.stack()))
      func kept(_ id: String) async throws -> [String] {
        let page = try await client.get("/v1/episodes?job=\(id)&page_size=1000").json
        return (page["episodes"]?.elements ?? []).map {
          "\($0["scene"]?.int ?? -1) \($0["motion"]?.int ?? -1) \($0["blob"]?.text ?? "")"
        }.sorted()
      }
      let calm = try await client.post("/v1/jobs", request(ids, scenes: 200))
      let calmID = try #require(calm.json["id"]?.text)
      _ = try await client.settled("/v1/jobs/\(calmID)")

      let wild = try await client.post("/v1/jobs", request(ids, scenes: 200))
      let id = try #require(wild.json["id"]?.text)
      let path = "/v1/jobs/\(id)"
      for _ in 0..<500 where try await client.get(path).json["attempts"]?.int ?? 0 < 8 {
        try await Task.sleep(for: .milliseconds(10))
      }
      let early = try await client.send("POST", "\(path):retry")
      #expect(early.status == 409 && early.isProblem)
      let cancelled = try await client.send("POST", "\(path):cancel").json
      #expect(cancelled["state"]?.text == "cancelled" && cancelled["attempts"]?.int ?? 400 < 400)
      let again = try await client.send("POST", "\(path):retry")
      #expect(again.status == 200 && again.json["state"]?.text == "queued", "\(again.text)")
      let done = try await client.settled(path)
      #expect(done["state"]?.text == "succeeded" && done["attempts"]?.int == 400)
      #expect(try await kept(id) == kept(calmID))
      #expect(try await client.send("POST", "\(path):retry").status == 409)
    }
  }
}
