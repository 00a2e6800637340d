import Foundation
import HDF5
import JSONText
import Testing

@Suite("Selections of episodes", .serialized) struct EpisodeSelectionTests {
  @Test("Lists and datasets take the same filters; an episode is a file of its own")
  func filters() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let job = try await client.job(
        try Samples.stack(), task: "stack", scenes: 6, motions: 3)
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      let all =
        try await client.get("/v1/episodes?job=\(job)&page_size=1000")
        .json["episodes"]?.elements ?? []

      func listed(_ query: String) async throws -> [String] {
        let reply = try await client.get("/v1/episodes?page_size=1000&\(query)")
        #expect(reply.status == 200, "\(query): \(reply.text)")
        return (reply.json["episodes"]?.elements ?? []).compactMap { $0["id"]?.text }
      }
      func ids(_ condition: (JSON) -> Bool) -> [String] {
        all.filter(condition).compactMap { $0["id"]?.text }
      }
      let steps = all.compactMap { $0["steps"]?.int }.sorted()
      let middle = steps[steps.count / 2]
      let depths = all.compactMap { $0["metrics"]?["penetration_m"]?.double }.sorted()
      let depth = depths[depths.count / 2]
      #expect(try await listed("scenes=0,3-4") == ids { [0, 3, 4].contains($0["scene"]?.int) })
      #expect(try await listed("steps=..\(middle)") == ids { $0["steps"]?.int ?? 0 <= middle })
      #expect(
        try await listed("metrics=penetration_m:\(depth)..,solver_fallbacks:0..1e9")
          == ids { $0["metrics"]?["penetration_m"]?.double ?? 0 >= depth })
      let source = try #require(all.first?["demonstrations"]?[0]?.text)
      #expect(
        try await listed("job=\(job)&demonstrations=\(source)&tasks=stack")
          == ids { $0["demonstrations"]?.elements?.contains(JSON(source)) == true })
      #expect(try await listed("tasks=lift").isEmpty)
      let unknown = try await client.get("/v1/episodes?metrics=speed:..1")
      #expect(unknown.status == 422 && unknown.text.contains("penetration_m"), "\(unknown.text)")
      for (query, field) in [
        ("scenes=a", "scenes"), ("scenes=3-1", "scenes"), ("scenes=-1", "scenes"),
        ("steps=3", "steps"), ("steps=..", "steps"), ("steps=5..1", "steps"),
        ("metrics=penetration_m", "metrics"), ("metrics=penetration_m:a..", "metrics"),
        ("steps=nan..", "steps"), ("metrics=%22:0..1", "metrics"),
      ] {
        let reply = try await client.get("/v1/episodes?\(query)")
        #expect(reply.status == 422 && reply.fields == [field], "\(query): \(reply.text)")
      }

      // the same as a dataset, whose document says what it was filtered by
      let filter: JSON = [
        "tasks": ["stack"], "scenes": [0, [3, 4]], "metrics": ["penetration_m": ["max": 1]],
        "demonstrations": [JSON(source)], "steps": ["min": 1], "limit": 4,
      ]
      let made = try await client.post(
        "/v1/datasets", ["name": "part", "filter": filter, "split": ["train": 1, "valid": 0]])
      #expect(made.status == 202, "\(made.text)")
      try check.expect(made, fits: "post", "/v1/datasets")
      let dataset = try await client.settled("/v1/datasets/part/versions/1")
      #expect(dataset["state"]?.text == "ready", "\(dataset)")
      #expect(dataset["filter"] == filter.setting(["jobs"], to: [JSON(job)]))
      let wanted = all.filter {
        [0, 3, 4].contains($0["scene"]?.int)
          && $0["demonstrations"]?.elements?.contains(JSON(source)) == true
      }
      #expect(dataset["manifest"]?["episodes"]?.int == min(4, wanted.count))
      let none = try await client.post(
        "/v1/datasets",
        ["name": "none", "filter": ["jobs": [JSON(job)], "scenes": [99], "steps": ["min": 1]]])
      #expect(none.status == 422 && none.fields == ["filter"])
      #expect(none.text.contains("scenes 0"), "\(none.text)")

      // one episode alone, as a trainer reads it
      let one = try #require(all.first?["id"]?.text)
      let file = try await client.get("/v1/episodes/\(one)/file")
      #expect(file.status == 200 && file.headers["content-type"] == "application/x-hdf5")
      let tag = try #require(file.headers["etag"])
      try await DownloadCheck(
        client: client, target: "/v1/episodes/\(one)/file", size: file.body.count,
        sha256: tag.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      ).run()
      let path = server.folder.appending(path: "one.hdf5").path
      try Data(file.body).write(to: URL(filePath: path))
      let actions = try HDF5File.open(path).group("data").group("demo_0").dataset("actions")
      #expect(actions.dimensions.first == all.first?["steps"]?.int)
      #expect(try await client.get("/v1/episodes/nothing/file").status == 404)

      // its bytes are uploaded as a demonstration again
      #expect(try await client.upload(file.body).status == 201)
    }
  }

  @Test("A dataset of a running job is what was kept when it was asked for")
  func snapshot() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let ids = client.ids(try await client.upload(try Samples.stack()))
      let request: JSON = [
        "task": "stack", "demonstrations": .array(ids.map { JSON($0) }),
        "scenes": ["count": 2000], "motions": ["count": 2],
      ]
      let job = try #require(try await client.post("/v1/jobs", request).json["id"]?.text)
      for _ in 0..<500 {
        if try await client.get("/v1/jobs/\(job)").json["successes"]?.int ?? 0 > 5 { break }
        try await Task.sleep(for: .milliseconds(20))
      }
      let made = try await client.post(
        "/v1/datasets", ["name": "early", "filter": ["jobs": [JSON(job)]]])
      let count = try #require(made.json["episodes"]?.int, "\(made.text)")
      let dataset = try await client.settled("/v1/datasets/early/versions/1")
      #expect(dataset["manifest"]?["episodes"]?.int == count && count > 0)
      let running = try await client.get("/v1/jobs/\(job)").json
      #expect(running["state"]?.text == "running")

      // an episode of it, too
      let page = try await client.get("/v1/episodes?job=\(job)&page_size=1").json
      let episode = try #require(page["episodes"]?[0]?["id"]?.text)
      #expect(try await client.get("/v1/episodes/\(episode)/file").status == 200)
      _ = try await client.send("POST", "/v1/jobs/\(job):cancel")
    }
  }
}
