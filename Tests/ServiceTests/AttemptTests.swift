import Foundation
import JSONText
import Testing

/// Where attempts are lost, over HTTP: lint of demonstrations, attempts one by one, the report.
@Suite("Explained jobs", .serialized) struct AttemptTests {
  @Test("A job with a goal tells what came of each attempt")
  func explained() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let upload = try await client.upload(try Samples.lift(), task: "lift")
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      try check.expect(upload, fits: "post", "/v1/demonstrations")
      let demonstrations = client.ids(upload)
      try await lint(client, demonstrations, uploaded: upload.json)

      let request: JSON = [
        "task": "lift", "demonstrations": .array(demonstrations.map { JSON($0) }),
        "scenes": ["count": 20], "motions": ["count": 5, "action_noise": 0.3], "seed": 3,
        "goal": ["successes": 12, "max_attempts": 90],
        "limits": ["wall_seconds": 500, "cpu_seconds": 400],
        "stop_below": ["success_rate": 0.01],
      ]
      let job = try await finished(client, request)
      #expect(job["stop_reason"]?.text == "goal" && job["successes"]?.int == 12)
      #expect(job["total"]?.int == 90 && job["spec"]?["goal"]?["max_attempts"]?.int == 90)
      #expect(job["screened"]?.int == 0 && job["simulated_success_rate"] == job["success_rate"])

      let target = "/v1/jobs/\(try #require(job["id"]?.text))"
      try await attempts(client, target, job, demonstrations)
      try await report(client, target, job, demonstrations)
      for path in ["", "/attempts", "/report"] {
        let reply = try await client.get(target + path)
        try check.expect(reply, fits: "get", "/v1/jobs/{id}\(path)")
        #expect(try await client.get("/v1/jobs/nothing\(path)").status == 404)
      }
    }
  }

  private func finished(_ client: Client, _ request: JSON) async throws -> JSON {
    let submitted = try await client.post("/v1/jobs", request)
    #expect(submitted.status == 202, "\(submitted.text)")
    let id = try #require(submitted.json["id"]?.text)
    for _ in 0..<600 {
      let job = try await client.get("/v1/jobs/\(id)").json
      if job["done"] == true { return job }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("the job does not end")
    return .null
  }

  /// The findings come with the upload and stay with the demonstration.
  private func lint(_ client: Client, _ ids: [String], uploaded: JSON) async throws {
    for (index, id) in ids.enumerated() {
      let one = try await client.get("/v1/demonstrations/\(id)").json
      #expect(one == uploaded["demonstrations"]?[index])
      let findings = one["lint"]?.elements ?? []
      let codes = Set(findings.compactMap { $0["code"]?.text })
      #expect(codes == ["idle_stretch", "target_far_from_eef"])
      #expect(findings.allSatisfy { $0["demonstration"] == one["name"] })
    }
  }

  private func attempts(
    _ client: Client, _ target: String, _ job: JSON, _ demonstrations: [String]
  ) async throws {
    func list(_ query: String) async throws -> [JSON] {
      try await client.get("\(target)/attempts?\(query)").json["attempts"]?.elements ?? []
    }
    let all = try await list("page_size=1000")
    #expect(all.count == job["attempts"]?.int)
    #expect(try await list("outcome=succeeded").count == 12)
    let failed = try await list("outcome=failed")
    #expect(failed.count == all.count - 12 && !failed.isEmpty)
    #expect(try await list("outcome=screened").isEmpty)
    let one = try #require(failed.first)
    #expect(one["seed"]?.int == 3 && one["screened"] == false && one["outcome"]?.text == "failed")
    let reason = try #require(one["reason"]?.text)
    let subtask = try #require(one["subtask"]?.text)
    let demonstration = try #require(one["demonstration"]?.text)
    #expect(["grasp", "lift"].contains(subtask) && demonstrations.contains(demonstration))
    let alike = try await list(
      "reason=\(reason)&subtask=\(subtask)&demonstration=\(demonstration)")
    #expect(
      alike
        == failed.filter {
          $0["reason"] == one["reason"] && $0["subtask"] == one["subtask"]
            && $0["demonstration"] == one["demonstration"]
        })

    // page by page it is the same
    let first = try await client.get("\(target)/attempts?page_size=5").json
    let token = try #require(first["next_page_token"]?.text)
    #expect(first["attempts"]?.elements ?? [] == Array(all.prefix(5)))
    #expect(try await list("page_size=5&page_token=\(token)") == Array(all[5..<10]))
    for (query, field) in [
      ("outcome=lost", "outcome"), ("reason=bored", "reason"), ("subtask=dance", "subtask"),
      ("demonstration=demo_x", "demonstration"), ("colour=red", "colour"),
      ("outcome=failed&page_token=\(token)", "page_token"),
    ] {
      let reply = try await client.get("\(target)/attempts?\(query)")
      #expect(reply.status == 422 && reply.fields == [field], "\(reply.text)")
    }
  }

  private func report(
    _ client: Client, _ target: String, _ job: JSON, _ demonstrations: [String]
  ) async throws {
    let report = try await client.get("\(target)/report").json
    #expect(report["totals"]?["failures"] == job["failures"])
    let subtasks = report["subtasks"]?.elements ?? []
    #expect(subtasks.compactMap { $0["name"]?.text } == ["grasp", "lift"])
    #expect(subtasks.first?["entered"] == job["attempts"])
    #expect(subtasks.first?["passed"] == subtasks.last?["entered"])
    #expect(subtasks.last?["passed"]?.int == 12)
    let sources = report["demonstrations"]?.elements ?? []
    #expect(sources.compactMap { $0["id"]?.text } == demonstrations)
    #expect(sources.compactMap { $0["attempts"]?.int }.reduce(0, +) == job["attempts"]?.int)
    let worth = try #require(report["effective_sources"]?.double)
    #expect((1...2).contains(worth))
  }
}
