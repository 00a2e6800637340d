import Catalog
import Episodes
import Foundation
import Testing

/// Catalogs that earlier versions wrote.
@Suite struct MigrationTests {
  /// A catalog of the first schema: one finished job of lifting, and one that was never begun.
  private func old(_ scratch: Scratch) throws -> String {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/v1.sqlite").path
    let path = "\(scratch.folder)/catalog.sqlite"
    try FileManager.default.copyItem(atPath: fixture, toPath: path)
    return path
  }

  @Test func keepsWhatTheFirstSchemaKnew() async throws {
    let scratch = try Scratch()
    let catalog = try Catalog(path: try old(scratch))
    let jobs = try await catalog.jobs().records
    #expect(jobs.map(\.id) == ["job_unfinished", "job_e5d57f3182202302"])
    let done = try #require(jobs.last)
    #expect(done.state == .succeeded && done.attempts == 12 && done.successes == 10)
    #expect(done.stopReason == .allAttempts && done.screened == 0)
    #expect(try await catalog.demonstrations().records.map(\.lint) == [nil, nil])
    #expect(try await catalog.attempts(job: done.id).records.count == 12)

    // names of subtasks were not kept then
    let report = try await catalog.report(job: done.id)
    #expect(report.subtasks.map(\.name) == ["subtask 0", "subtask 1"])
    #expect(report.subtasks.map(\.passed) == [11, 10])
    #expect(try await catalog.check() == "ok")
  }

  @Test func goesOnWithAnOldJob() async throws {
    let scratch = try Scratch()
    let catalog = try Catalog(path: try old(scratch))
    let queue = SQLiteTaskQueue(catalog)
    let claims = try await queue.claim(worker: "w", limit: 9, lease: 10)
    #expect(claims.map { [$0.scene] + $0.motions } == [[0, 0, 1], [1, 0, 1]])
    for claim in claims {
      let completion = TaskCompletion(ticket: claim.ticket, results: Bench.results(claim))
      _ = try await queue.complete([completion])
    }
    let job = try #require(try await catalog.job("job_unfinished"))
    #expect(job.state == .succeeded && job.attempts == 4 && job.stopReason == .allAttempts)
  }

  @Test func takesPicturesOfOldEpisodes() async throws {
    let scratch = try Scratch()
    let catalog = try Catalog(path: try old(scratch))
    #expect(try await catalog.renders().records.isEmpty)
    let job = "job_e5d57f3182202302"
    let render = try await catalog.insertRender(
      RenderRequest(jobs: [job], cameras: CameraOptions(names: ["agentview"]), variants: 2)
    ) { "\($0) \($1)" }
    #expect(render.total == 20 && render.state == .queued)
    let claimed = try #require(try await catalog.claimRender())
    let set = try #require(try await catalog.pictureSet(ofRender: claimed.id, position: 19))
    #expect(try await catalog.keep(Bench.taken(set), render: claimed.id))
    try await catalog.finishRender(claimed.id, result: .success(Bench.thumbnails))

    let plain = DatasetRequest(name: "old", filter: DatasetFilter(jobs: [job]))
    #expect(try await catalog.insertDataset(plain).cameras == nil)
    var seen = plain
    seen.render = render.id
    #expect(try await catalog.insertDataset(seen).episodes == 20)
    #expect(try await catalog.check() == "ok")
  }
}
