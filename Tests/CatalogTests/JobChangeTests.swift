import Catalog
import Foundation
import Testing

@Suite struct JobChangeTests {
  private func change(
    _ bench: Bench, _ job: JobRecord, _ change: JobChange
  ) async throws -> JobRecord {
    try await bench.catalog.changeJob(job.id, change) { _ in 2 }
  }

  @Test func aRaisedPriorityGoesFirst() async throws {
    let bench = try await Bench()
    let first = try await bench.job(scenes: 2, motions: 1, batch: 1)
    let second = try await bench.job(scenes: 2, motions: 1, batch: 1, seed: 2)
    #expect(try await bench.claim().first?.job == first.id)
    let changed = try await change(bench, second, JobChange(priority: 7))
    #expect(changed.spec.priority == 7 && changed.revision == second.revision + 1)
    #expect(try await bench.claim().first?.job == second.id)

    // what is the same already changes nothing
    let same = try await change(bench, second, JobChange(priority: 7))
    #expect(same.spec.priority == 7 && same.revision == changed.revision + 1)
  }

  @Test func capsOfAJobThatWaitsArePlannedAnew() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 4, motions: 4, batch: 4)
    let capped = try await change(
      bench, job, JobChange(wallSeconds: .set(60), maxAttempts: .set(7)))
    #expect(capped.total == 7 && capped.spec.limits?.maxAttempts == 7)
    while let claim = try await bench.claim().first { _ = try await bench.complete(claim) }
    let end = try await bench.state(job)
    #expect(end.state == .succeeded && end.stopReason == .maxAttempts && end.attempts == 7)

    // in rounds, as a job that was asked for so: motions 0 and 1 of each scene come first
    let made = try await bench.catalog.attempts(job: job.id).records
    #expect(
      made.map { [$0.scene, $0.motion] } == [
        [0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1], [3, 0],
      ])
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func capsThatAreTakenAwayAreGone() async throws {
    let bench = try await Bench()
    var spec = Bench.spec(scenes: 2, motions: 2)
    spec.limits = JobLimits(wallSeconds: 5, cpuSeconds: 9, maxAttempts: 3)
    let job = try await bench.catalog.insertJob(
      spec, engineVersion: "1", taskVersion: "v", batch: 1)
    let free = try await change(
      bench, job, JobChange(wallSeconds: .none, cpuSeconds: .none, maxAttempts: .none))
    #expect(free.spec.limits == nil && free.total == 4)
    while let claim = try await bench.claim().first { _ = try await bench.complete(claim) }
    #expect(try await bench.state(job).stopReason == .allAttempts)
  }

  @Test func attemptsThatArePlannedStay() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 4, motions: 4, batch: 4)
    let claim = try #require(try await bench.claim().first)
    await #expect(throws: CatalogError.self) {
      try await change(bench, job, JobChange(maxAttempts: .set(7)))
    }
    // time can still be capped; what is used up already ends the job
    let timed = try await change(bench, job, JobChange(wallSeconds: .set(100)))
    #expect(timed.state == .running)
    _ = try await bench.complete(claim)
    let next = try #require(try await bench.claim().first)
    let ended = try await change(bench, job, JobChange(cpuSeconds: .set(0.5)))
    #expect(ended.state == .succeeded && ended.stopReason == .cpuSeconds && ended.attempts == 4)
    #expect(try await bench.complete(next) == .stale)
    await #expect(throws: CatalogError.self) {
      try await change(bench, job, JobChange(priority: 1))
    }
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func aCancelledJobGoesOnWhereItWas() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 4, motions: 3, batch: 3)
    let claims = try await bench.claim(2)
    _ = try await bench.complete(claims[0])
    _ = try await bench.catalog.steerJob(job.id, to: .cancelled)
    bench.clock.advance(1000)
    let again = try await bench.catalog.retryJob(job.id)
    #expect(again.state == .queued && again.attempts == 3 && again.finishedAt == nil)
    #expect(again.startedAt == nil && again.stopReason == nil && !again.done)

    // the ticket from before is stale for good, although its task is handed out again
    #expect(try await bench.complete(claims[1]) == .stale)
    let rest = try await bench.claim(9)
    #expect(rest.map(\.scene) == [1, 2, 3])
    #expect(try await bench.complete(claims[1]) == .stale)
    for claim in rest { _ = try await bench.complete(claim) }
    let end = try await bench.state(job)
    #expect(end.state == .succeeded && end.attempts == 12 && end.successes == 8)
    #expect(end.startedAt == 2000)
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func aPoisonedTaskGetsAllItsTriesAnew() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 3, motions: 2, batch: 2)
    func poison() async throws {
      for _ in 0..<SQLiteTaskQueue.mostTries {
        let claim = try #require(try await bench.claim().first)
        _ = try await bench.queue.fail(claim.ticket, cause: .interrupted(detail: "gone"))
        bench.clock.advance(10)
      }
    }
    try await poison()
    #expect(try await bench.state(job).state == .failed)
    #expect(try await bench.state(job).error?.contains("gone") == true)
    _ = try await bench.catalog.retryJob(job.id)
    try await poison()
    #expect(try await bench.state(job).state == .failed)

    // whatever it was has passed
    #expect(try await bench.catalog.retryJob(job.id).error == nil)
    while let claim = try await bench.claim().first { _ = try await bench.complete(claim) }
    let end = try await bench.state(job)
    #expect(end.state == .succeeded && end.attempts == 6)
  }

  @Test func aJobInRoundsKeepsWhatItsCalmTwinKeeps() async throws {
    func run(disturbed: Bool) async throws -> [[Int]] {
      let bench = try await Bench()
      var spec = Bench.spec(scenes: 4, motions: 6)
      spec.goal = JobGoal(successes: 9)
      let job = try await bench.catalog.insertJob(
        spec, engineVersion: "1", taskVersion: "v", batch: 1)
      if disturbed {
        // done before its turn, and dropped with the cancellation
        let claims = try await bench.claim(4)
        for index in [0, 1, 3] { _ = try await bench.complete(claims[index]) }
        _ = try await bench.catalog.steerJob(job.id, to: .cancelled)
        #expect(try await bench.state(job).attempts == 2)
        _ = try await bench.catalog.retryJob(job.id)
      }
      while let claim = try await bench.claim().first { _ = try await bench.complete(claim) }
      let end = try await bench.state(job)
      #expect(end.state == .succeeded && end.stopReason == .goal && end.successes == 9)
      #expect(try await bench.catalog.check() == "ok")
      return try await bench.catalog.attempts(job: job.id).records.map { [$0.scene, $0.motion] }
    }
    #expect(try await run(disturbed: true) == run(disturbed: false))
  }

  @Test func whatCannotBeTriedAgainIsSaid() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    await #expect(throws: CatalogError.self) { try await bench.catalog.retryJob(job.id) }
    while let claim = try await bench.claim().first { _ = try await bench.complete(claim) }
    await #expect(throws: CatalogError.self) { try await bench.catalog.retryJob(job.id) }
    await #expect(throws: CatalogError.notFound("job job_x")) {
      try await bench.catalog.retryJob("job_x")
    }
    // a hopeless job would be hopeless again at once
    var spec = Bench.spec(scenes: 10, motions: 10)
    spec.stopBelow = JobStopBelow(successRate: 1, after: 5)
    let hopeless = try await bench.catalog.insertJob(
      spec, engineVersion: "1", taskVersion: "v", batch: 1)
    while let claim = try await bench.claim().first { _ = try await bench.complete(claim) }
    #expect(try await bench.state(hopeless).stopReason == .successRate)
    await #expect(throws: CatalogError.self) { try await bench.catalog.retryJob(hopeless.id) }
  }

  @Test func thePastIsOfTheSameTaskAndDistribution() async throws {
    let bench = try await Bench()
    let one = try await bench.job(scenes: 1, motions: 3, batch: 3)
    _ = try await bench.complete(try #require(try await bench.claim().first))
    var spec = Bench.spec(scenes: 1, motions: 1)
    spec.scenes.distribution = "D1"
    _ = try await bench.catalog.insertJob(
      spec, engineVersion: "1", taskVersion: "v", batch: 1)
    _ = try await bench.job(scenes: 5, motions: 5, batch: 1, seed: 4)
    let past = try await bench.catalog.pastJobs(task: "stack", distribution: "D0", atMost: 9)
    #expect(past == [PastJob(id: one.id, attempts: 3, successes: 2, cpuSeconds: 1.25)])
    #expect(
      try await bench.catalog.pastJobs(task: "stack", distribution: "D1", atMost: 9).isEmpty)
  }
}
