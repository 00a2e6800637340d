import Catalog
import Farm
import Foundation
import Testing

/// A scene is on the side that follows from what it is, whatever dataset and job it is in.
@Suite struct DatasetSplittingTests {
  /// One line of a dataset's lineage.
  private struct Line: Decodable {
    var side: String
    var seed: UInt64
    var scene: Int
  }

  /// A finished dataset of jobs, with its lineage.
  private func exported(
    _ jobs: [String], limit: Int? = nil, split: DatasetSplit = DatasetSplit(), _ mill: Mill
  ) async throws -> (manifest: DatasetManifest, lines: [Line]) {
    let ready = try await mill.exported(
      try await mill.createDataset(
        DatasetRequest(
          name: "d", filter: DatasetFilter(jobs: jobs, limit: limit), split: split)))
    let path = try #require(mill.path(of: "lineage.jsonl", in: ready))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return (
      try #require(ready.manifest),
      try text.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8))
      }
    )
  }

  /// The sides of each scene, by its number.
  private func sides(_ lines: [Line]) -> [Int: Set<String>] {
    lines.reduce(into: [:]) { $0[$1.scene, default: []].insert($1.side) }
  }

  @Test func aDatasetThatGrowsMovesNoScene() async throws {
    let test = try await TestMill()
    try await test.running { mill in
      let job = try await mill.finished(
        try await mill.submit(TestMill.spec(scenes: 120, motions: 1)).id)
      // as chance has it none of these is without a side
      var before: [Int: Set<String>] = [:]
      for limit in [20, 45, 80] {
        let (manifest, lines) = try await exported([job.id], limit: limit, mill)
        #expect(lines.count == limit && manifest.episodes == limit && manifest.test == 0)
        #expect(manifest.valid == lines.count { $0.side == "valid" })
        #expect(manifest.train == lines.count { $0.side == "train" })
        #expect(manifest.train > 0 && manifest.valid > 0)
        let now = sides(lines)
        for (scene, side) in before { #expect(now[scene] == side, "scene \(scene) at \(limit)") }
        before = now
      }
    }
  }

  @Test func oneSceneOfTwoJobsIsOnOneSide() async throws {
    let test = try await TestMill()
    try await test.running { mill in
      var jobs: [String] = []
      // scenes of these workers are told apart by their numbers, as kitchens of which all is pinned
      for seed in [1, 2] as [UInt64] {
        let job = try await mill.submit(TestMill.spec(scenes: 40, motions: 2, seed: seed))
        jobs.append(try await mill.finished(job.id).id)
      }
      let split = DatasetSplit(train: 0.5, valid: 0.5)
      let (manifest, lines) = try await exported(jobs, split: split, mill)
      #expect(Set(lines.map(\.seed)) == [1, 2])
      #expect(manifest.train > 20 && manifest.valid > 20)
      for (scene, sides) in sides(lines) { #expect(sides.count == 1, "scene \(scene)") }

      // and on that side where there is one of the jobs only
      let (_, alone) = try await exported([jobs[1]], split: split, mill)
      #expect(self.sides(alone) == self.sides(lines))
    }
  }

  @Test func aSingleSceneIsForTraining() async throws {
    let test = try await TestMill()
    try await test.running { mill in
      let job = try await mill.finished(
        try await mill.submit(TestMill.spec(scenes: 1, motions: 6)).id)
      let (manifest, lines) = try await exported(
        [job.id], split: DatasetSplit(train: 0.5, valid: 0.5), mill)
      #expect(lines.count == 4 && lines.allSatisfy { $0.side == "train" })
      #expect(manifest.train == 4 && manifest.valid == 0)
    }
  }
}
