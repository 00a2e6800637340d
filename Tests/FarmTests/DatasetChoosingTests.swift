import Catalog
import Farm
import Foundation
import Testing

/// What a request asks of its episodes is what the dataset holds, and what its lineage says.
@Suite struct DatasetChoosingTests {
  /// The lines of a dataset's lineage.
  private struct Line: Decodable {
    var index: Int
    var episode: String
    var side: String
    var scene: Int
    var motion: Int
    var seed: UInt64
    var demonstrations: [String]
  }

  private func lineage(_ dataset: DatasetRecord, _ mill: Mill) throws -> [Line] {
    let path = try #require(mill.path(of: "lineage.jsonl", in: dataset))
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  @Test func takesTheBestEvenlyAndTellsWhatBecameOfTheRest() async throws {
    let test = try await TestMill()
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 8, motions: 3))
      _ = try await mill.finished(job.id)
      var request = DatasetRequest(
        name: "best", filter: DatasetFilter(jobs: [job.id]),
        choice: DatasetChoice(
          rankBy: ["mean_jerk_m_s3"], nearDuplicates: 0.0015, balance: ["cell"], cap: 6),
        split: DatasetSplit(train: 0.5, valid: 0.25, test: 0.25, by: ["object"]))
      request.license = "CC-BY-4.0"
      let ready = try await mill.exported(try await mill.createDataset(request))

      // of motions 0 and 1, a millimetre apart, the first is smoother; six of eight scenes stay
      #expect(ready.state == .ready && ready.episodes == 6, "\(ready)")
      #expect(ready.dropped.map(\.reason) == ["choose.near_duplicates", "choose.cap"])
      #expect(ready.dropped.reduce(0) { $0 + $1.count } == 10)
      let lines = try lineage(ready, mill)
      #expect(lines.map(\.index) == Array(0..<6))
      #expect(Set(lines.map(\.scene)).count == 6)
      #expect(lines.allSatisfy { $0.seed == 1 && !$0.demonstrations.isEmpty })
      #expect(lines.allSatisfy { ($0.scene + $0.motion) % 3 != 2 })

      // scenes of one object are on one side, and each side has some
      var sides: [Int: Set<String>] = [:]
      for line in lines { sides[line.scene / 2, default: []].insert(line.side) }
      #expect(sides.values.allSatisfy { $0.count == 1 })
      let manifest = try #require(ready.manifest)
      #expect(manifest.train + manifest.valid + manifest.test == 6)
      #expect(manifest.train > 0 && manifest.valid > 0 && manifest.test > 0)
      #expect(lines.count { $0.side == "test" } == manifest.test)

      // the manifest names every file, and every source by its hash
      #expect(manifest.files.map(\.path) == ["best.hdf5", "lineage.jsonl", "manifest.json"])
      for file in manifest.files {
        let path = try #require(mill.path(of: file.path, in: ready))
        #expect(try BlobStore.sha256(fileAt: path).sha == file.sha256)
      }
      #expect(manifest.license == "CC-BY-4.0" && manifest.jobs.map(\.id) == [job.id])
      #expect(
        manifest.jobs.first?.demonstrations.map(\.id) == [TestMill.demonstration.id])

      // the same request again chooses the same
      let again = try await mill.exported(try await mill.createDataset(request))
      #expect(again.version == 2)
      #expect(try lineage(again, mill).map(\.episode) == lines.map(\.episode))
      #expect(again.manifest?.files[0].sha256 == manifest.files[0].sha256)
    }
  }

  @Test func refusesWhatCannotBeChosen() async throws {
    let test = try await TestMill()
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 2, motions: 1))
      _ = try await mill.finished(job.id)
      func field(_ change: (inout DatasetRequest) -> Void) async -> String? {
        var request = DatasetRequest(name: "d", filter: DatasetFilter(jobs: [job.id]))
        change(&request)
        let wrong = request
        let error = await #expect(throws: SubmitError.self) {
          try await mill.createDataset(wrong)
        }
        return error?.field
      }
      #expect(
        await field { $0.choice = DatasetChoice(rankBy: ["speed"]) } == "choose.rank_by")
      #expect(await field { $0.choice = DatasetChoice(balance: ["hue"]) } == "choose.balance")
      #expect(await field { $0.choice = DatasetChoice(keep: 0.5) } == "choose.rank_by")
      #expect(await field { $0.choice = DatasetChoice(balance: ["cell"]) } == "choose.balance")
      #expect(await field { $0.choice = DatasetChoice(cap: 0) } == "choose.cap")
      #expect(await field { $0.split.by = ["texture"] } == "split.by")
      // both scenes have the same object, so there is nothing to divide
      #expect(await field { $0.split.by = ["object"] } == "split")
      #expect(await field { $0.format = "goal" } == "format")
      #expect(try await mill.catalog.datasets().records.isEmpty)
    }
  }

  @Test func refusesTasksOfSeveralControlRates() async throws {
    let test = try await TestMill()
    let slide = DemonstrationRecord(
      sha256: BlobStore.sha256(Data("slide".utf8)),
      uploadSHA256: BlobStore.sha256(Data("upload of slide".utf8)), name: "demo_0", task: "slide",
      robot: "panda", frames: 100, subtasks: [60, 40], createdAt: 1)
    _ = try await test.mill.catalog.insertDemonstrations([slide])
    try await test.running { mill in
      var spec = TestMill.spec(scenes: 1, motions: 1)
      let first = try await mill.finished(try await mill.submit(spec).id)
      spec.task = "slide"
      spec.demonstrations = [slide.id]
      let second = try await mill.finished(try await mill.submit(spec).id)
      let error = await #expect(throws: SubmitError.self) {
        try await mill.createDataset(
          DatasetRequest(
            name: "d", format: "lerobot",
            filter: DatasetFilter(jobs: [first.id, second.id])))
      }
      #expect(error?.field == "filter.tasks" && error?.reason.contains("25.0 Hz") == true)
    }
  }
}
