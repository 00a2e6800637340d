import Catalog
import Testing

@Suite struct PagingTests {
  /// Walks a list page by page and inserts between pages.
  private func walk<Record: Sendable>(
    size: Int, _ list: (PageRequest) async throws -> Page<Record>,
    between: () async throws -> Void
  ) async throws -> [Record] {
    var found: [Record] = []
    var request = PageRequest(size: size)
    while true {
      let page = try await list(request)
      #expect(page.records.count <= size)
      found += page.records
      guard let token = page.nextPageToken else { return found }
      #expect(page.records.count == size)
      request.token = token
      try await between()
    }
  }

  @Test(arguments: [1, 2, 3, 7, 1000]) func missesAndRepeatsNothing(size: Int) async throws {
    let bench = try await Bench()
    var before: [String] = []
    for _ in 0..<7 { before.append(try await bench.job(scenes: 1, motions: 1, batch: 1).id) }
    let jobs = try await walk(size: size) {
      try await bench.catalog.jobs(page: $0)
    } between: {
      _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    }
    // newest first; what came later lies before the first page
    #expect(jobs.map(\.id) == before.reversed())
  }

  @Test func showsEpisodesThatComeWhilePaging() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 10, motions: 1, batch: 1)
    for claim in try await bench.claim(4) { _ = try await bench.complete(claim) }
    var left = 2
    let episodes = try await walk(size: 1) {
      try await bench.catalog.episodes(job: job.id, page: $0)
    } between: {
      guard left > 0 else { return }
      left -= 1
      for claim in try await bench.claim(1) { _ = try await bench.complete(claim) }
    }
    // scenes 0 to 5 were done, 2 and 5 failed
    #expect(episodes.map(\.scene) == [0, 1, 3, 4])
    #expect(episodes.allSatisfy { $0.job == job.id && $0.task == "stack" })
  }

  @Test func pagesAttemptsBySceneAndMotion() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 3, motions: 5, batch: 2)
    for claim in try await bench.claim(99).reversed() { _ = try await bench.complete(claim) }
    let attempts = try await walk(size: 4) {
      try await bench.catalog.attempts(job: job.id, page: $0)
    } between: {
    }
    let expected = (0..<3).flatMap { scene in (0..<5).map { [scene, $0] } }
    #expect(attempts.map { [$0.scene, $0.motion] } == expected)
  }

  @Test func filtersAndPagesDemonstrations() async throws {
    let bench = try await Bench()
    _ = try await bench.catalog.insertDemonstrations(
      (2..<7).map { Bench.demonstration($0, task: $0 % 2 == 0 ? "stack" : "lift") })
    let stacks = try await walk(size: 2) {
      try await bench.catalog.demonstrations(task: "stack", page: $0)
    } between: {
    }
    #expect(stacks.map(\.name) == ["demo_0", "demo_1", "demo_2", "demo_4", "demo_6"])
    #expect(try await bench.catalog.demonstrations().records.count == 7)
  }

  @Test(arguments: ["", "x", "am9icy8uMQ", "🙂", "am9icy8.MQ"])
  func refusesForeignTokens(token: String) async throws {
    let bench = try await Bench()
    for _ in 0..<3 { _ = try await bench.job(scenes: 1, motions: 1, batch: 1) }
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.demonstrations(page: PageRequest(size: 1, token: token))
    }
    // a token of one list is none of another, nor of the same list filtered
    let jobs = try await bench.catalog.jobs(page: PageRequest(size: 1)).nextPageToken
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.jobs(state: .queued, page: PageRequest(size: 1, token: jobs))
    }
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.episodes(page: PageRequest(size: 1, token: jobs))
    }
  }

  @Test(arguments: [0, -1, 1001]) func refusesSizes(size: Int) async throws {
    let bench = try await Bench()
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.jobs(page: PageRequest(size: size))
    }
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.datasets(page: PageRequest(size: size))
    }
  }
}
