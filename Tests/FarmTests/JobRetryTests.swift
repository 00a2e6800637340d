import Catalog
import Farm
import Testing

@Suite(.serialized) struct JobRetryTests {
  @Test func aPoisonTaskThatFailedItsJobIsTriedAgain() async throws {
    // before any attempt of scene 1 is done the worker goes, five times
    let test = try await TestMill(plan: "exit 1 0 5")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 4, motions: 2))
      let failed = try await mill.finished(job.id)
      #expect(failed.state == .failed && failed.error?.contains("scene 1") == true)
      let again = try await mill.retry(job.id)
      #expect(again.state == .queued && again.error == nil && again.attempts == failed.attempts)
      let done = try await mill.finished(job.id)
      #expect(done.state == .succeeded && done.attempts == 8 && done.successes == 6)
      #expect(try await mill.catalog.check() == "ok")

      // what was counted before was not made again
      let twice = (0..<4).filter { $0 != 1 && test.tries($0, 0) > 1 }
      #expect(twice.isEmpty, "\(twice)")
    }
  }

  @Test func aJobOfAnotherEngineIsNotGoneOnWith() async throws {
    let test = try await TestMill()
    let old = try await test.mill.catalog.insertJob(
      TestMill.spec(scenes: 1, motions: 1), engineVersion: "0", taskVersion: "v", batch: 1)
    _ = try await test.mill.cancel(old.id)
    let error = await #expect(throws: CatalogError.self) { try await test.mill.retry(old.id) }
    #expect(error?.description.contains("another engine or task") == true)
    #expect(try await test.mill.job(old.id)?.state == .cancelled)
  }

  @Test func aCapThatIsReachedByAChangeEndsTheJobAtOnce() async throws {
    let test = try await TestMill(plan: "slow * * 100000")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 200, motions: 2))
      _ = try await mill.wait {
        try await mill.job(job.id).flatMap { $0.attempts >= 8 ? true : nil }
      }
      let ended = try await mill.change(job.id, JobChange(cpuSeconds: .set(0.25)))
      #expect(
        ended.state == .succeeded && ended.stopReason == .cpuSeconds && ended.etaSeconds == nil)
      _ = try await mill.wait { mill.status.busy == 0 ? true : nil }
      #expect(try await mill.job(job.id)?.attempts == ended.attempts)
    }
  }

  @Test func capsOfTimeCanBeSetWhileItRuns() async throws {
    let test = try await TestMill(plan: "slow * * 100000")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 200, motions: 2))
      _ = try await mill.wait {
        try await mill.job(job.id).flatMap { $0.attempts >= 4 ? true : nil }
      }
      _ = try await mill.change(job.id, JobChange(wallSeconds: .set(1)))
      let ended = try await mill.finished(job.id)
      #expect(ended.stopReason == .wallSeconds && ended.attempts < 400)
      let wrong = await #expect(throws: CatalogError.self) {
        try await mill.change(job.id, JobChange(priority: 2000))
      }
      #expect(wrong != nil)
    }
  }
}
