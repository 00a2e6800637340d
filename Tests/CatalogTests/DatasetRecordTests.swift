import Catalog
import Testing

@Suite struct DatasetRecordTests {
  private func request(_ jobs: [String], name: String = "cubes") -> DatasetRequest {
    DatasetRequest(name: name, filter: DatasetFilter(jobs: jobs))
  }

  @Test func fixesTheSelectionWhenAskedFor() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 2, motions: 2, batch: 2)
    let claims = try await bench.claim(2)
    _ = try await bench.complete(claims[1])
    let first = try await bench.catalog.insertDataset(request([job.id]))
    #expect(first.version == 1 && first.episodes == 1 && first.state == .queued)

    // what is kept later belongs to the next version
    _ = try await bench.complete(claims[0])
    let second = try await bench.catalog.insertDataset(request([job.id]))
    #expect(second.version == 2 && second.episodes == 3)
    func places(_ version: Int) async throws -> [[Int]] {
      try await bench.catalog.members(ofDataset: "cubes", version: version)
        .map { [$0.episode.scene, $0.episode.motion] }
    }
    #expect(try await places(1) == [[1, 0]])
    #expect(try await places(2) == [[0, 0], [0, 1], [1, 0]])
    #expect(try await bench.catalog.datasets(name: "cubes").records.map(\.version) == [2, 1])
    #expect(try await bench.catalog.dataset("cubes", version: 3) == nil)
  }

  @Test func refusesSelectionsThatMakeNoDataset() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    await #expect(
      throws: CatalogError.invalid(field: "filter.jobs", reason: "have no episodes yet")
    ) {
      try await bench.catalog.insertDataset(request([job.id]))
    }
    await #expect(throws: CatalogError.notFound("job job_x")) {
      try await bench.catalog.insertDataset(request(["job_x"]))
    }
    _ = try await bench.catalog.insertDemonstrations([Bench.demonstration(8, task: "lift")])
    var spec = Bench.spec(scenes: 1, motions: 1)
    spec.task = "lift"
    spec.demonstrations = [Bench.demonstration(8).id]
    let lift = try await bench.catalog.insertJob(
      spec, engineVersion: "1", taskVersion: "v", batch: 1)
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.insertDataset(request([job.id, lift.id]))
    }
  }

  @Test func goesThroughItsExport() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    for claim in try await bench.claim() { _ = try await bench.complete(claim) }
    _ = try await bench.catalog.insertDataset(request([job.id]))
    _ = try await bench.catalog.insertDataset(request([job.id], name: "other"))

    let first = try #require(try await bench.catalog.claimExport())
    #expect(first.name == "cubes" && first.state == .running)
    try await bench.catalog.progressExport("cubes", version: 1, progress: 0.5)
    #expect(try await bench.catalog.dataset("cubes", version: 1)?.progress == 0.5)

    // a server that dies leaves it to the next
    try await bench.catalog.recover()
    #expect(try await bench.catalog.claimExport()?.name == "cubes")
    let manifest = DatasetManifest(
      files: [.init(path: "cubes.hdf5", size: 3, sha256: "ab")], episodes: 1, train: 1, valid: 0,
      steps: 100, task: "stack", engineVersion: "1", demonstrations: [Bench.demonstration(0).id])
    try await bench.catalog.finishExport("cubes", version: 1, result: .success(manifest))
    let ready = try #require(try await bench.catalog.dataset("cubes", version: 1))
    #expect(ready.state == .ready && ready.manifest == manifest && ready.progress == 1)

    // ready is ready, whoever says otherwise
    try await bench.catalog.finishExport("cubes", version: 1, result: .failure(.full))
    try await bench.catalog.releaseExport("cubes", version: 1)
    #expect(try await bench.catalog.dataset("cubes", version: 1) == ready)

    #expect(try await bench.catalog.claimExport()?.name == "other")
    try await bench.catalog.finishExport("other", version: 1, result: .failure(.full))
    #expect(try await bench.catalog.dataset("other", version: 1)?.error == "the disk is full")
    #expect(try await bench.catalog.claimExport() == nil)
  }
}
