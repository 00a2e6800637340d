import Datasets
import Foundation
import Testing

/// The manifest's JSON has the names that the HTTP contract has.
@Suite struct DatasetManifestTests {
  let manifest = DatasetManifest(
    name: "stack", version: 2, format: .robomimic,
    files: [.init(path: "stack.hdf5", size: 10, sha256: "ab")],
    counts: .init(episodes: 4, frames: 100, train: 3, valid: 1),
    filter: .init(jobs: ["job"], maxEpisodes: 4),
    lineage: .init(jobs: ["job"], demonstrations: ["d"], tasks: ["stack"]), engineVersion: "1")

  @Test func itComesBack() throws {
    let data = try JSONEncoder().encode(manifest)
    #expect(try JSONDecoder().decode(DatasetManifest.self, from: data) == manifest)
  }

  @Test func namesAreInSnakeCase() throws {
    let data = try JSONEncoder().encode(manifest)
    let value = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(value["engine_version"] as? String == "1")
    let filter = try #require(value["filter"] as? [String: Any])
    #expect(Set(filter.keys) == ["jobs", "max_episodes"])
  }
}
