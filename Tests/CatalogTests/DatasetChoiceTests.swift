import Catalog
import Episodes
import Testing

/// Datasets hold what was chosen, and tell what became of the rest.
@Suite struct DatasetChoiceTests {
  /// 24 episodes of one job: two of three motions of six scenes.
  private func bench() async throws -> (Bench, JobRecord) {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 6, motions: 6, batch: 6)
    for claim in try await bench.claim(6) { _ = try await bench.complete(claim) }
    return (bench, job)
  }

  private func dataset(
    _ bench: Bench, _ job: JobRecord, name: String = "d",
    _ change: (inout EpisodeFilter) -> Void = { _ in }
  ) async throws -> [EpisodeRecord] {
    var filter = DatasetFilter(jobs: [job.id])
    change(&filter.episodes)
    let record = try await bench.catalog.insertDataset(
      DatasetRequest(name: name, filter: filter))
    return try await bench.catalog.members(ofDataset: name, version: record.version)
      .map(\.episode)
  }

  @Test func eachTraitIsACriterion() async throws {
    let (bench, job) = try await bench()
    #expect(
      try await dataset(bench, job) { $0.layouts = ["galley"] }.allSatisfy { $0.scene % 2 == 0 })
    #expect(try await dataset(bench, job) { $0.layouts = ["galley"] }.count == 12)
    #expect(
      try await dataset(bench, job) { $0.languages = ["THE CUP"] }.allSatisfy { $0.motion == 0 })
    #expect(try await dataset(bench, job) { $0.languages = ["THE CUP"] }.count == 4)
    // a cell of one object, or all cells together; never a part of a name
    #expect(try await dataset(bench, job) { $0.cells = ["cubeA:3"] }.map(\.scene) == [3, 3, 3, 3])
    #expect(try await dataset(bench, job) { $0.cells = ["cubeA:3+cubeB:1"] }.count == 4)
    #expect(try await dataset(bench, job) { $0.cells = ["cubeB:1"] }.count == 24)
    await #expect(throws: CatalogError.self) {
      try await dataset(bench, job) { $0.cells = ["cubeA:"] }
    }
    await #expect(
      throws: CatalogError.invalid(
        field: "filter", reason: "lets none of 24 episodes through; alone: styles 0, splits 24")
    ) {
      try await dataset(bench, job) {
        $0.styles = ["rustic"]
        $0.splits = ["pretrain"]
      }
    }
  }

  @Test func datasetsAreMergedAndLeftOut() async throws {
    let (bench, job) = try await bench()
    let galley = try await dataset(bench, job, name: "g") { $0.layouts = ["galley"] }
    let first = try await dataset(bench, job, name: "s") { $0.scenes = [IndexRange(0...0)] }
    let rest = try await dataset(bench, job) { $0.exclude = ["g/1", first[0].id] }
    #expect(rest.count == 12 && rest.allSatisfy { $0.scene % 2 == 1 })
    let some = try await dataset(bench, job) { $0.exclude = [galley[0].id] }
    #expect(some.count == 23)

    // both together, without naming a job
    var filter = DatasetFilter(jobs: [])
    filter.episodes.datasets = ["g/1", "s/1"]
    let merged = try await bench.catalog.insertDataset(
      DatasetRequest(name: "m", filter: filter))
    #expect(merged.episodes == 12 && merged.filter.jobs == [job.id])
    await #expect(
      throws: CatalogError.invalid(field: "filter.exclude", reason: "g/2 is not known")
    ) { try await dataset(bench, job) { $0.exclude = ["g/2"] } }
    for bad in ["g", "g/", "g/01", "g/0", "/1", "g/1/2"] {
      await #expect(throws: CatalogError.self) {
        try await dataset(bench, job) { $0.datasets = [bad] }
      }
    }
  }

  @Test func whatIsChosenStays() async throws {
    let (bench, job) = try await bench()
    let request = DatasetRequest(
      name: "d", filter: DatasetFilter(jobs: [job.id]), choice: DatasetChoice(cap: 2))
    let record = try await bench.catalog.insertDataset(
      request, requestKey: "k",
      choose: { candidates throws(CatalogError) in
        #expect(candidates.all.count == 24 && candidates.tasks == ["stack"])
        #expect(candidates.all[4].path?.points == [1, 0, 0])
        #expect(candidates.all[4].episode.traits?.identities == ["scene": "scene/1"])
        return DatasetSelection(
          indices: [3, 9], dropped: [.init(reason: "choose.cap", count: 22)])
      })
    #expect(record.episodes == 2 && record.choice?.cap == 2)
    #expect(record.dropped == [DatasetChoice.Drop(reason: "choose.cap", count: 22)])
    let members = try await bench.catalog.members(ofDataset: "d", version: 1)
    #expect(members.map { [$0.episode.scene, $0.episode.motion] } == [[0, 4], [2, 2]])
    #expect(members.allSatisfy { $0.seed == job.spec.seed && $0.distribution == "D0" })

    // the same request finds it again, without choosing anew
    let again = try await bench.catalog.insertDataset(
      request, requestKey: "k",
      choose: { _ throws(CatalogError) in throw .conflict("chosen twice") })
    #expect(again == record)
  }

  @Test func aNameBelongsToItsTask() async throws {
    let (bench, job) = try await bench()
    _ = try await dataset(bench, job)
    _ = try await bench.catalog.insertDemonstrations([Bench.demonstration(8, task: "lift")])
    var spec = Bench.spec(scenes: 1, motions: 1)
    spec.task = "lift"
    spec.demonstrations = [Bench.demonstration(8).id]
    let lift = try await bench.catalog.insertJob(
      spec, engineVersion: "1", taskVersion: "v", batch: 1)
    for claim in try await bench.claim() { _ = try await bench.complete(claim) }
    await #expect(
      throws: CatalogError.invalid(
        field: "name", reason: "is taken by a dataset of stack; this would be of lift")
    ) { try await dataset(bench, lift) }

    // several tasks stand together where the format holds them
    var request = DatasetRequest(
      name: "both", format: "lerobot", filter: DatasetFilter(jobs: [job.id, lift.id]))
    let both = try await bench.catalog.insertDataset(request)
    #expect(both.task == "lift+stack" && both.tasks == ["lift", "stack"] && both.episodes == 25)
    request.format = "robomimic"
    await #expect(throws: CatalogError.self) { try await bench.catalog.insertDataset(request) }
  }
}
