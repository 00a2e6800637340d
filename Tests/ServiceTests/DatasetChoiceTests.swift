import Foundation
import HDF5
import JSONText
import Testing

@Suite("Datasets that choose", .serialized) struct DatasetChoiceTests {
  /// The dataset that a request makes, when it is ready or failed.
  private func made(_ client: Client, _ request: JSON) async throws -> JSON {
    let reply = try await client.post("/v1/datasets", request)
    #expect(reply.status == 202, "\(reply.text)")
    let location = try #require(reply.headers["location"])
    let dataset = try await client.settled(location)
    #expect(dataset["state"]?.text == "ready", "\(dataset)")
    return dataset
  }

  /// The lines of a dataset's lineage.
  private func lineage(_ client: Client, _ dataset: JSON) async throws -> [JSON] {
    let name = dataset["name"]?.text ?? ""
    let version = dataset["version"]?.int ?? 0
    let file = try await client.get("/v1/datasets/\(name)/versions/\(version)/files/lineage.jsonl")
    #expect(file.status == 200)
    return try file.text.split(separator: "\n").map { try JSON(parsing: Data($0.utf8)) }
  }

  @Test("The better, evenly, divided without leaks; what went and where all comes from is told")
  func choice() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      let job = try await client.job(try Samples.stack(), task: "stack", scenes: 8, motions: 3)
      let all =
        try await client.get("/v1/episodes?job=\(job)&page_size=1000").json["episodes"]?.elements
        ?? []
      try #require(all.count > 12)

      // every episode says where its objects stood, and how good it is
      for episode in all {
        #expect(episode["traits"]?["cell"]?.text?.contains("cubeA:") == true, "\(episode)")
        for measure in ["mean_jerk_m_s3", "path_length_ratio", "idle_share", "grasp_slip_m"] {
          #expect(episode["metrics"]?[measure]?.double != nil, "\(measure) of \(episode)")
        }
      }
      let request: JSON = [
        "name": "best", "filter": ["jobs": [JSON(job)]], "license": "CC-BY-4.0",
        "choose": ["rank_by": ["mean_jerk_m_s3"], "keep": 0.5, "balance": ["source"], "cap": 5],
        "split": ["train": 0.5, "valid": 0.25, "test": 0.25],
        "options": ["action_space": "absolute_pose", "next_obs": false],
      ]
      let reply = try await client.post("/v1/datasets", request)
      try check.expect(reply, fits: "post", "/v1/datasets")
      let dataset = try await client.settled("/v1/datasets/best/versions/1")
      #expect(dataset["state"]?.text == "ready" && dataset["episodes"]?.int == 5, "\(dataset)")
      #expect(dataset["dropped"]?[0]?["reason"]?.text == "choose.keep")
      #expect(dataset["manifest"]?["license"]?.text == "CC-BY-4.0")
      let lines = try await lineage(client, dataset)
      let jerks = all.compactMap { $0["metrics"]?["mean_jerk_m_s3"]?.double }.sorted()
      let ids = lines.compactMap { $0["episode"]?.text }
      for episode in all where ids.contains(episode["id"]?.text ?? "") {
        #expect(
          episode["metrics"]?["mean_jerk_m_s3"]?.double ?? .infinity <= jerks[(all.count + 1) / 2])
      }
      var sides: [Int: Set<String>] = [:]
      for line in lines {
        sides[line["scene"]?.int ?? -1, default: []].insert(line["side"]?.text ?? "")
      }
      #expect(sides.values.allSatisfy { $0.count == 1 })
      #expect(Set(sides.values.flatMap { $0 }) == ["train", "valid", "test"])

      // the file is what was asked for
      let file = try await client.get("/v1/datasets/best/versions/1/files/best.hdf5")
      let path = server.folder.appending(path: "best.hdf5").path
      try Data(file.body).write(to: URL(filePath: path))
      let root = try HDF5File.open(path)
      #expect(try root.group("mask").children() == ["test", "train", "valid"])
      let demo = try root.group("data").group("demo_0")
      #expect(try demo.children().contains("next_obs") == false)

      // the rest of the same job, without those
      let rest = try await made(
        client,
        ["name": "rest", "filter": ["jobs": [JSON(job)], "exclude": ["best/1"]]])
      #expect(rest["episodes"]?.int == all.count - 5)
      let both = try await made(
        client, ["name": "both", "filter": ["datasets": ["best/1", "rest/1"]]])
      #expect(both["episodes"]?.int == all.count)
      let cell = try #require(all[0]["traits"]?["cell"]?.text)
      let there = try await client.get(
        "/v1/episodes?job=\(job)&cells=\(cell.replacing("+", with: "%2B"))")
      #expect(
        there.json["episodes"]?.elements?.allSatisfy { $0["traits"]?["cell"]?.text == cell } == true
      )

      // what cannot be is said by field
      for (change, field) in [
        (["choose": ["rank_by": ["speed"]]], "choose.rank_by"),
        (["choose": ["cap": 3, "balance": ["hue"]]], "choose.balance"),
        (["choose": ["near_duplicates": 100]], "choose.near_duplicates"),
        (["split": ["train": 0.5, "valid": 0.4]], "split"),
        (["split": ["train": 0.5, "valid": 0.5, "by": ["object"]]], "split.by"),
        (["format": "goal"], "format"),
        (["options": ["relabel": ["strategy": "final"]]], "options.relabel"),
      ] as [(JSON, String)] {
        var wrong = request.setting(["options"], to: nil)
        for (key, value) in change.members ?? [:] { wrong = wrong.setting([.key(key)], to: value) }
        let refused = try await client.post("/v1/datasets", wrong)
        #expect(refused.status == 422 && refused.fields == [field], "\(change): \(refused.text)")
      }
    }
  }

  @Test("Tasks of one robot stand together where the format holds them")
  func tasks() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let lift = try await client.job(try Samples.shortLift(), task: "lift", scenes: 2, motions: 1)
      let stack = try await client.job(try Samples.stack(), task: "stack", scenes: 2, motions: 1)
      let jobs: JSON = ["jobs": [JSON(lift), JSON(stack)]]
      for format in ["lerobot", "zarr", "webdataset"] {
        let dataset = try await made(
          client, ["name": JSON("both-\(format)"), "format": JSON(format), "filter": jobs])
        #expect(dataset["task"]?.text == "lift+stack")
        #expect(dataset["manifest"]?["jobs"]?.elements?.count == 2)
      }
      let info = try await client.get("/v1/datasets/both-lerobot/versions/1/files/meta/info.json")
      #expect(info.json["total_tasks"]?.int == 2, "\(info.text)")
      let one = try await client.post(
        "/v1/datasets", ["name": "both", "filter": jobs])
      #expect(one.status == 422 && one.fields == ["filter.jobs"], "\(one.text)")

      // a name is its tasks'
      let taken = try await client.post(
        "/v1/datasets",
        ["name": "both-zarr", "format": "zarr", "filter": ["jobs": [JSON(lift)]]])
      #expect(taken.status == 422 && taken.fields == ["name"], "\(taken.text)")
    }
  }
}
