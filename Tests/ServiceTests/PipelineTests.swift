import Episodes
import Foundation
import JSONText
import Testing

@Suite("From demonstration to dataset", .serialized) struct PipelineTests {
  @Test("A job's life, its episodes, a dataset and its download")
  func whole() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let demonstrations = client.ids(try await client.upload(try Samples.stack()))
      let request: JSON = [
        "task": "stack", "demonstrations": .array(demonstrations.map { JSON($0) }),
        "scenes": ["count": 4], "motions": ["count": 3, "action_noise": 0.02], "seed": 1,
      ]
      let submitted = try await client.post("/v1/jobs", request)
      #expect(submitted.status == 202, "\(submitted.text)")
      let id = try #require(submitted.json["id"]?.text)
      #expect(submitted.headers["location"] == "/v1/jobs/\(id)")
      #expect(submitted.json["spec"]?["scenes"]?["distribution"]?.text == "D0")

      // a demonstration in use stays
      let delete = try await client.send("DELETE", "/v1/demonstrations/\(demonstrations[0])")
      #expect(delete.status == 409 && delete.isProblem)

      let last = try await events(client, job: id)
      #expect(last["state"]?.text == "succeeded" && last["done"]?.flag == true)
      #expect(last["attempts"]?.int == 12)
      let job = try await client.get("/v1/jobs/\(id)").json
      #expect(job["successes"] == last["successes"])
      try counts(of: job)
      let episode = try await episodes(client, job: job)
      try await dataset(client, job: id, episode: episode)
      try await contract(client, job: id, demonstration: demonstrations[0], episode: episode)
    }
  }

  /// What is answered is what the contract declares.
  private func contract(
    _ client: Client, job: String, demonstration: String, episode: String
  ) async throws {
    let check = ContractCheck(contract: try await client.get("/openapi.json").json)
    _ = try await client.ready()
    for (path, target) in [
      ("/livez", "/livez"), ("/readyz", "/readyz"), ("/v1/tasks", "/v1/tasks"),
      ("/v1/robots", "/v1/robots"), ("/v1/scenes/{task}", "/v1/scenes/lift"),
      ("/v1/demonstrations", "/v1/demonstrations"),
      ("/v1/demonstrations/{id}", "/v1/demonstrations/\(demonstration)"),
      ("/v1/jobs", "/v1/jobs"), ("/v1/jobs/{id}", "/v1/jobs/\(job)"),
      ("/v1/episodes", "/v1/episodes"), ("/v1/episodes/{id}", "/v1/episodes/\(episode)"),
      ("/v1/episodes/{id}/states", "/v1/episodes/\(episode)/states"),
      ("/v1/datasets", "/v1/datasets"),
      ("/v1/datasets/{name}/versions/{version}", "/v1/datasets/stack-d0/versions/1"),
    ] {
      try check.expect(try await client.get(target), fits: "get", path)
    }
    let report = try await client.send("POST", "/v1/episodes/\(episode):verify")
    try check.expect(report, fits: "post", "/v1/episodes/{id}:verify")
  }

  /// Follows a job to its end, then asks for what a returning client missed.
  private func events(_ client: Client, job: String) async throws -> JSON {
    let target = "/v1/jobs/\(job)/events"
    let all = try await client.get(target)
    #expect(all.status == 200 && all.headers["content-type"] == "text/event-stream")
    let events = Self.parse(all.text)
    let ids = events.map(\.id)
    #expect(!ids.isEmpty && ids == ids.sorted() && Set(ids).count == ids.count)
    #expect(events.last?.data["revision"]?.int == ids.last)

    // the last event is not told twice, the one before it leads to it
    let end = try #require(ids.last)
    let none = try await client.get(target, headers: ["Last-Event-ID": "\(end)"])
    #expect(Self.parse(none.text).isEmpty)
    let rest = try await client.get(target, headers: ["Last-Event-ID": "\(end - 1)"])
    #expect(Self.parse(rest.text).map(\.id) == [end])
    let bad = try await client.get(target, headers: ["Last-Event-ID": "x"])
    #expect(bad.status == 400 && bad.isProblem)
    return try #require(events.last?.data)
  }

  private static func parse(_ text: String) -> [(id: Int, data: JSON)] {
    text.split(separator: "\n\n").compactMap { block in
      var id: Int?
      var data: JSON?
      for line in block.split(separator: "\n") {
        if line.hasPrefix("id: ") { id = Int(line.dropFirst(4)) }
        if line.hasPrefix("data: ") { data = try? JSON(parsing: Array(line.dropFirst(6).utf8)) }
      }
      guard let id, let data else { return nil }
      return (id, data)
    }
  }

  /// The numbers of a finished job fit together.
  private func counts(of job: JSON) throws {
    let successes = try #require(job["successes"]?.int)
    let failures = (job["failures"]?.members ?? [:]).values.compactMap(\.int).reduce(0, +)
    #expect(successes > 0 && successes + failures == 12)
    #expect(job["success_rate"]?.double == Double(successes) / 12)
    let interval = (job["success_rate_95"]?.elements ?? []).compactMap(\.double)
    #expect(interval.count == 2)
    #expect(interval[0] <= Double(successes) / 12 && Double(successes) / 12 <= interval[1])
    #expect(job["kept_per_core_hour"]?.double ?? 0 > 0)
    let bySubtask = (job["failures_by_subtask"]?.elements ?? []).compactMap { $0["count"]?.int }
    #expect(bySubtask.reduce(0, +) == failures)
  }

  /// Lists, reads and verifies; gives one episode's id.
  private func episodes(_ client: Client, job: JSON) async throws -> String {
    let id = try #require(job["id"]?.text)
    let first = try await client.get("/v1/episodes?job=\(id)&page_size=1")
    #expect(first.json["episodes"]?.elements?.count == 1)
    let list = try await client.get("/v1/episodes?job=\(id)").json["episodes"]?.elements ?? []
    #expect(list.count == job["successes"]?.int)
    #expect(try await client.get("/v1/episodes?job=nothing").status == 404)

    let episode = try #require(list.first?["id"]?.text)
    let one = try await client.get("/v1/episodes/\(episode)")
    #expect(one.json["recipe"]?["seed"]?.int == 1 && one.json["job"]?.text == id)
    #expect(one.json["recipe"]?["options"]?["action_noise"]?.double == 0.02)

    // the JSON says what the file says
    let json = try await client.get("/v1/episodes/\(episode)/states").json
    let raw = try await client.get(
      "/v1/episodes/\(episode)/states", headers: ["Accept": "application/octet-stream"])
    #expect(raw.status == 200 && raw.headers["content-type"] == "application/octet-stream")
    let decoded = try EpisodeCodec.decode(Data(raw.body))
    let states = (json["states"]?.elements ?? []).flatMap { $0.elements ?? [] }
    #expect(states.compactMap(\.double) == decoded.states)
    #expect(json["actions"]?.elements?.count == decoded.steps)
    #expect(json["bodies"]?.elements?.count == decoded.bodies.count)

    let report = try await client.send("POST", "/v1/episodes/\(episode):verify")
    #expect(report.status == 200 && report.json["matches"] == true, "\(report.text)")
    #expect(report.json["replay_matches"] == true)
    #expect(try await client.send("POST", "/v1/episodes/nothing:verify").status == 404)
    return episode
  }

  /// Exports, waits, and downloads in every way.
  private func dataset(_ client: Client, job: String, episode: String) async throws {
    let request: JSON = [
      "name": "stack-d0", "format": "robomimic", "filter": ["jobs": [JSON(job)]],
      "split": ["train": 0.5, "valid": 0.5],
    ]
    let made = try await client.post("/v1/datasets", request)
    #expect(made.status == 202, "\(made.text)")
    let location = "/v1/datasets/stack-d0/versions/1"
    #expect(made.headers["location"] == location)

    var dataset = JSON.null
    for _ in 0..<300 {
      dataset = try await client.get(location).json
      if ["ready", "failed"].contains(dataset["state"]?.text) { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(dataset["state"]?.text == "ready", "\(dataset)")
    let file = try #require(dataset["manifest"]?["files"]?[0])
    let name = try #require(file["path"]?.text)
    try await DownloadCheck(
      client: client, target: "\(location)/files/\(name)", size: file["size"]?.int ?? 0,
      sha256: file["sha256"]?.text ?? ""
    ).run()

    // nothing but the manifest's files can be had
    for path in ["../../../catalog.sqlite", "..%2f..%2fcatalog.sqlite", "x", "%2e%2e/x", "/etc/x"] {
      let reply = try await client.get("\(location)/files/\(path)")
      #expect(reply.status == 404 && reply.isProblem, "\(path)")
    }
    for version in ["0", "2", "-1", "x", "1.0"] {
      #expect(try await client.get("/v1/datasets/stack-d0/versions/\(version)").status == 404)
    }
    let list = try await client.get("/v1/datasets").json["datasets"]?.elements
    #expect(list?.count == 1)
  }

  @Test("Unusable dataset requests are named")
  func requests() async throws {
    let good: JSON = ["name": "a", "filter": ["jobs": ["job_x"]]]
    let cases: [(path: [Step], value: JSON?, field: String)] = [
      (["name"], nil, "name"), (["name"], "A b", "name"), (["name"], "../x", "name"),
      (["name"], .string(String(repeating: "a", count: 65)), "name"),
      (["filter"], [:], "filter.jobs"), (["filter", "limit"], 0, "filter.limit"),
      (["filter", "scenes"], [-1], "filter.scenes[0]"),
      (["filter", "steps"], [:], "filter.steps"),
      (["filter", "steps"], ["min": 3, "max": 2], "filter.steps"),
      (["filter", "metrics"], ["a": ["most": 1]], "filter.metrics.a.most"),
      (["filter", "tasks"], [], "filter.tasks"),
      (["filter", "demonstrations"], [1], "filter.demonstrations[0]"),
      (["format"], "csv", "format"), (["format"], 1, "format"), (["filter"], nil, "filter"),
      (["filter", "jobs"], [], "filter.jobs"), (["filter", "x"], 1, "filter.x"),
      (["split"], ["train": 0.5, "valid": 0.4], "split"), (["split"], ["valid": 1], "split.train"),
      (["split"], ["train": 2, "valid": -1], "split.train"), (["x"], 1, "x"),
      (["priority"], 1, "priority"), ([], good, "filter.jobs"),
    ]
    try await withServer { server in
      for bad in cases {
        let request = good.setting(bad.path, to: bad.value)
        let reply = try await server.client.post("/v1/datasets", request)
        let text = String(decoding: request.serialized, as: UTF8.self)
        #expect(reply.status == 422 && reply.isProblem, "\(text): \(reply.text)")
        #expect(reply.fields.contains(bad.field), "\(text): \(reply.fields)")
      }
    }
  }
}
