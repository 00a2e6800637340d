import Catalog
import Episodes
import Foundation
import Testing

@Suite struct EpisodeFilterTests {
  /// A finished job of 6 scenes and 6 motions: those fail whose scene and motion add up to 2, 5 or 8.
  private func bench() async throws -> (Bench, JobRecord) {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 6, motions: 6, batch: 3)
    try await work(bench)
    return (bench, job)
  }

  private func work(_ bench: Bench) async throws {
    while true {
      let claims = try await bench.claim(20)
      if claims.isEmpty { return }
      for claim in claims {
        let results = claim.motions.map { motion in
          var result = Bench.result(scene: claim.scene, motion: motion)
          // steps and metrics that tell episodes apart
          result.episode?.steps = 100 + 10 * claim.scene + motion
          result.outcome.metrics = ["peak_force": Double(claim.scene)]
          if motion % 2 == 0 { result.outcome.metrics["tilt.deg"] = Double(motion) / 2 }
          return result
        }
        let completion = TaskCompletion(ticket: claim.ticket, results: results)
        #expect(try await bench.queue.complete([completion]) == [.counted])
      }
    }
  }

  private func chosen(_ filter: EpisodeFilter, _ bench: Bench) async throws -> Set<[Int]> {
    Set(
      try await bench.catalog.episodes(filter: filter, page: PageRequest(size: 1000)).records
        .map { [$0.scene, $0.motion] })
  }

  /// What is kept, and meets a condition.
  private func kept(_ condition: (_ scene: Int, _ motion: Int) -> Bool) -> Set<[Int]> {
    var found: Set<[Int]> = []
    for scene in 0..<6 {
      for motion in 0..<6 where (scene + motion) % 3 != 2 && condition(scene, motion) {
        found.insert([scene, motion])
      }
    }
    return found
  }

  @Test func eachCriterionLetsThroughWhatItSays() async throws {
    let (bench, _) = try await bench()
    let demonstration = Bench.demonstration(1).id
    #expect(try await chosen(EpisodeFilter(), bench) == kept { _, _ in true })
    let scenes = EpisodeFilter(scenes: [IndexRange(0...0), IndexRange(3...4), IndexRange(4...9)])
    #expect(try await chosen(scenes, bench) == kept { scene, _ in scene == 0 || scene >= 3 })
    let sources = EpisodeFilter(demonstrations: [demonstration, "demo_x"])
    #expect(try await chosen(sources, bench) == kept { _, motion in motion % 2 == 1 })
    let steps = EpisodeFilter(steps: NumberBounds(min: 111, max: 123))
    #expect(
      try await chosen(steps, bench)
        == kept { (111...123).contains(100 + 10 * $0 + $1) })
    let gentle = EpisodeFilter(metrics: ["peak_force": NumberBounds(max: 2)])
    #expect(try await chosen(gentle, bench) == kept { scene, _ in scene <= 2 })
    #expect(try await chosen(EpisodeFilter(tasks: ["stack"]), bench).count == 24)
    #expect(try await chosen(EpisodeFilter(tasks: ["lift"]), bench).isEmpty)

    // an episode that was not measured does not pass, and all criteria count together
    let upright = EpisodeFilter(
      scenes: [IndexRange(1...5)], metrics: ["tilt.deg": NumberBounds(min: 1, max: 5)])
    #expect(
      try await chosen(upright, bench)
        == kept { scene, motion in scene >= 1 && motion % 2 == 0 && motion >= 2 })
  }

  @Test func pagesOfAFilterAreItsOwn() async throws {
    let (bench, job) = try await bench()
    let filter = EpisodeFilter(scenes: [IndexRange(0...2)])
    var found: [[Int]] = []
    var page = PageRequest(size: 5)
    repeat {
      let part = try await bench.catalog.episodes(job: job.id, filter: filter, page: page)
      found += part.records.map { [$0.scene, $0.motion] }
      page.token = part.nextPageToken
    } while page.token != nil
    #expect(found.count == 12 && Set(found) == kept { scene, _ in scene <= 2 })
    let first = try await bench.catalog.episodes(filter: filter, page: PageRequest(size: 5))
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.episodes(page: PageRequest(size: 5, token: first.nextPageToken))
    }
  }

  @Test func anUnknownMetricIsToldWithThoseThatThereAre() async throws {
    let (bench, _) = try await bench()
    await #expect(
      throws: CatalogError.invalid(
        field: "metrics.speed", reason: "must be one of peak_force, tilt.deg")
    ) {
      try await bench.catalog.episodes(
        filter: EpisodeFilter(metrics: ["speed": NumberBounds(min: 1)]))
    }
    // names that mean something to SQLite's paths are none of metrics
    for name in ["", "a\"b", "$", "a b", String(repeating: "a", count: 65)] {
      await #expect(throws: CatalogError.self) {
        try await bench.catalog.episodes(
          filter: EpisodeFilter(metrics: [name: NumberBounds(min: 1)]))
      }
    }
  }

  @Test func aDatasetTakesWhatItsFilterLetsThroughAndNothingLater() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 6, motions: 6, batch: 6)
    for claim in try await bench.claim(3) { _ = try await bench.complete(claim) }
    let filter = DatasetFilter(
      jobs: [job.id], episodes: EpisodeFilter(scenes: [IndexRange(1...5)]), limit: 6)
    let early = try await bench.catalog.insertDataset(DatasetRequest(name: "d", filter: filter))
    for claim in try await bench.claim(9) { _ = try await bench.complete(claim) }
    let late = try await bench.catalog.insertDataset(DatasetRequest(name: "d", filter: filter))

    // both are limited to the first six of their order; the first saw scenes 1 and 2 only
    for dataset in [early, late] {
      #expect(dataset.filter == filter && dataset.episodes == 6)
      let members = try await bench.catalog.members(
        ofDataset: "d", version: dataset.version)
      #expect(
        members.map(\.episode).map { [$0.scene, $0.motion] } == [
          [1, 0], [1, 2], [1, 3], [1, 5], [2, 1], [2, 2],
        ])
    }
    var all = filter
    all.limit = nil
    all.jobs = []
    all.episodes.tasks = ["stack"]
    let wide = try await bench.catalog.insertDataset(DatasetRequest(name: "e", filter: all))
    #expect(wide.filter.jobs == [job.id] && wide.episodes == 20)
    #expect(try await bench.catalog.members(ofDataset: "e", version: 1).count == 20)
  }

  @Test func aFilterThatLetsNothingThroughSaysWhichCriterion() async throws {
    let (bench, job) = try await bench()
    let filter = DatasetFilter(
      jobs: [job.id],
      episodes: EpisodeFilter(
        scenes: [IndexRange(0...1)], steps: NumberBounds(min: 900)))
    await #expect(
      throws: CatalogError.invalid(
        field: "filter", reason: "lets none of 24 episodes through; alone: scenes 8, steps 0")
    ) {
      try await bench.catalog.insertDataset(DatasetRequest(name: "d", filter: filter))
    }
    await #expect(
      throws: CatalogError.invalid(
        field: "filter.tasks", reason: "no job of these has episodes yet")
    ) {
      try await bench.catalog.insertDataset(
        DatasetRequest(
          name: "d", filter: DatasetFilter(jobs: [], episodes: EpisodeFilter(tasks: ["lift"]))))
    }
    #expect(try await bench.catalog.datasets().records.isEmpty)
  }

  @Test func whatWasWrittenBeforeStaysTheSame() throws {
    let old = #"{"jobs":["job_a"]}"#
    let filter = try CanonicalJSON.decode(DatasetFilter.self, old)
    #expect(filter == DatasetFilter(jobs: ["job_a"]))
    #expect(try CanonicalJSON.text(filter) == old)
    let full = DatasetFilter(
      jobs: ["a"],
      episodes: EpisodeFilter(
        tasks: ["t"], scenes: [IndexRange(1...1), IndexRange(2...4)], demonstrations: ["d"],
        steps: NumberBounds(max: 9), metrics: ["m": NumberBounds(min: 1)]), limit: 3)
    let text = try CanonicalJSON.text(full)
    #expect(text.contains(#""scenes":[1,[2,4]]"#))
    #expect(try CanonicalJSON.decode(DatasetFilter.self, text) == full)
    #expect(throws: (any Error).self) {
      try CanonicalJSON.decode(DatasetFilter.self, #"{"jobs":["a"],"scene":[1]}"#)
    }
  }
}
