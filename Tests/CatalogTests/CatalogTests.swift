import Catalog
import Foundation
import Testing

@Suite struct CatalogTests {
  @Test func keepsEverythingAcrossAReopening() async throws {
    let scratch = try Scratch()
    let path = "\(scratch.folder)/catalog.sqlite"
    let id: String
    do {
      let catalog = try Catalog(path: path)
      _ = try await catalog.insertDemonstrations([0, 1].map { Bench.demonstration($0) })
      id = try await catalog.insertJob(
        Bench.spec(scenes: 2, motions: 3), engineVersion: "9", taskVersion: "v", batch: 2
      ).id
    }
    let catalog = try Catalog(path: path)
    let job = try #require(try await catalog.job(id))
    #expect(job.spec == Bench.spec(scenes: 2, motions: 3) && job.engineVersion == "9")
    let demonstration = try await catalog.demonstration(Bench.demonstration(1).id)
    #expect(demonstration == Bench.demonstration(1))
    #expect(try await catalog.check() == "ok")
  }

  @Test func refusesAFileThatIsNoCatalog() throws {
    let scratch = try Scratch()
    let path = "\(scratch.folder)/catalog.sqlite"
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: path))
    #expect(throws: CatalogError.self) { try Catalog(path: path) }
    #expect(throws: CatalogError.self) { try Catalog(path: "\(scratch.folder)/no/catalog.sqlite") }
  }

  @Test func knowsContentThatCameBefore() async throws {
    let bench = try await Bench()
    let again = try await bench.catalog.insertDemonstrations(
      [1, 2].map { Bench.demonstration($0) })
    #expect(again.map(\.isNew) == [false, true])
    #expect(again[0].record.id == Bench.demonstration(1).id)
    #expect(Bench.demonstration(1).id == "demo_" + Bench.demonstration(1).sha256.prefix(16))

    // the same content for another task is refused, and nothing of that file is kept
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.insertDemonstrations(
        [Bench.demonstration(3, task: "lift"), Bench.demonstration(0, task: "lift")])
    }
    #expect(try await bench.catalog.demonstration(Bench.demonstration(3).id) == nil)
  }

  @Test func keepsDemonstrationsThatAreInUse() async throws {
    let bench = try await Bench()
    let id = Bench.demonstration(0).id
    await #expect(throws: CatalogError.notFound("demonstration demo_x")) {
      try await bench.catalog.deleteDemonstration("demo_x")
    }
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    for state in [JobState.queued, .paused] {
      _ = try await bench.catalog.steerJob(job.id, to: state)
      await #expect(
        throws: CatalogError.conflict(
          "demonstration \(id) is in use by the \(state.rawValue) \(job.id)")
      ) {
        try await bench.catalog.deleteDemonstration(id)
      }
    }
    _ = try await bench.catalog.steerJob(job.id, to: .cancelled)
    #expect(try await bench.catalog.deleteDemonstration(id))
    #expect(try await bench.catalog.demonstration(id) == nil)
    await #expect(throws: CatalogError.self) {
      try await bench.job(scenes: 1, motions: 1, batch: 1)
    }

    // one that no job ever used leaves no trace
    _ = try await bench.catalog.insertDemonstrations([Bench.demonstration(5)])
    #expect(try await !bench.catalog.deleteDemonstration(Bench.demonstration(5).id))
  }

  @Test func addsUp() async throws {
    let bench = try await Bench()
    _ = try await bench.job(scenes: 3, motions: 2, batch: 2)
    let other = try await bench.job(scenes: 1, motions: 5, batch: 5)
    _ = try await bench.catalog.steerJob(other.id, to: .cancelled)
    let claims = try await bench.claim(3)
    _ = try await bench.complete(claims[0])
    let sums = try await bench.catalog.statistics()
    #expect(sums.demonstrations == 2 && sums.jobs == ["running": 1, "cancelled": 1])
    #expect(sums.attempts == 2 && sums.successes == 2 && sums.failures == [:])
    #expect(sums.episodes == 2 && sums.episodeBytes == 2000 && sums.cpuSeconds == 1)
    #expect(sums.backlog == 4 && sums.leased == 2)
  }

  @Test func raisesTheRevisionWithEveryChange() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 2, motions: 1, batch: 1)
    var revisions = [job.revision]
    func note() async throws { revisions.append(try await bench.state(job).revision) }
    let claims = try await bench.claim(2)
    try await note()
    _ = try await bench.complete(claims[0])
    try await note()
    _ = try await bench.queue.fail(claims[1].ticket, cause: .interrupted(detail: ""))
    try await note()
    _ = try await bench.catalog.steerJob(job.id, to: .paused)
    try await note()
    _ = try await bench.catalog.steerJob(job.id, to: .cancelled)
    try await note()
    #expect(zip(revisions, revisions.dropFirst()).allSatisfy { $0 < $1 }, "\(revisions)")
  }
}
