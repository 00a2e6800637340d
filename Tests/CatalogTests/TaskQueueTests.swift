import Catalog
import Episodes
import Testing

@Suite struct TaskQueueTests {
  @Test func handsOutEveryTaskOnceAndCountsIt() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 3, motions: 10, batch: 4)
    #expect(job.state == .queued && job.total == 30)
    let claims = try await bench.claim(100)
    #expect(claims.count == 9)
    #expect(Set(claims.map(\.ticket.task)).count == 9)
    #expect(try await bench.claim(100) == [])
    #expect(try await bench.state(job).state == .running)
    #expect(claims[0].demonstrations == [0, 1].map { Bench.demonstration($0).sha256 })
    #expect(claims[2].motions == [8, 9] && claims[3].scene == 1)

    for claim in claims { #expect(try await bench.complete(claim) == .counted) }
    let done = try await bench.state(job)
    #expect(done.state == .succeeded && done.finishedAt == 1000)
    #expect(done.attempts == 30 && done.successes == 20)
    #expect(done.failures == ["dropped": 10])
    #expect(done.failureCounts == [JobFailureCount(subtask: 1, reason: .dropped, count: 10)])
    #expect(done.demonstrationCounts.map(\.attempts) == [15, 15])
    #expect(done.demonstrationCounts.map(\.successes).reduce(0, +) == 20)
    #expect(abs(done.cpuSeconds - 12.5) < 1e-9)
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func countsAgainstNothingThatIsStale() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 4, batch: 4)
    let first = try #require(try await bench.claim(lease: 10).first)
    bench.clock.advance(10.5)
    #expect(try await bench.claim() == [])
    bench.clock.advance(1)
    let second = try #require(try await bench.claim(lease: 10).first)
    #expect(second.ticket.task == first.ticket.task)
    #expect(second.ticket.attempt == first.ticket.attempt + 1)

    // the first holder is too late with whatever it says
    #expect(try await bench.complete(first) == .stale)
    #expect(
      try await bench.queue.heartbeat([first.ticket, second.ticket], lease: 5) == [second.ticket])
    #expect(try await bench.queue.fail(first.ticket, cause: .refused(reason: "x")) == .stale)
    #expect(try await bench.state(job).attempts == 0)

    // the second holder's results count once
    #expect(try await bench.complete(second) == .counted)
    #expect(try await bench.complete(second) == .stale)
    #expect(try await bench.queue.fail(second.ticket, cause: .released) == .stale)
    #expect(try await bench.state(job).attempts == 4)
    #expect(try await bench.state(job).state == .succeeded)
  }

  @Test func keepsATaskWhoseLeaseIsRenewed() async throws {
    let bench = try await Bench()
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    let claim = try #require(try await bench.claim(lease: 10).first)
    for _ in 0..<5 {
      bench.clock.advance(8)
      #expect(try await bench.queue.heartbeat([claim.ticket], lease: 10) == [claim.ticket])
      #expect(try await bench.claim() == [])
    }
    // late, but nobody else has it
    bench.clock.advance(11)
    #expect(try await bench.complete(claim) == .counted)
  }

  @Test func givesPriorityThenAge() async throws {
    let bench = try await Bench()
    let old = try await bench.job(scenes: 1, motions: 1, batch: 1)
    let urgent = try await bench.job(scenes: 1, motions: 1, batch: 1, priority: 5)
    let young = try await bench.job(scenes: 1, motions: 1, batch: 1)
    let order = try await bench.claim(3).map(\.job)
    #expect(order == [urgent.id, old.id, young.id])
  }

  @Test func refusesResultsThatAreNotThoseAskedFor() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 2, motions: 3, batch: 3)
    let claim = try #require(try await bench.claim().first)
    let good = Bench.results(claim)
    var foreign = good
    foreign[0].outcome.scene = 1
    var bare = good
    bare[0].episode = nil
    var unknown = good
    unknown[0].episode?.demonstrations = [2]
    let bad: [[AttemptResult]] = [
      [], Array(good.dropLast()), good + [good[0]], foreign, bare, unknown,
    ]
    for results in bad {
      let answer = try await bench.queue.complete([
        TaskCompletion(ticket: claim.ticket, results: results)
      ])
      guard case .invalid = answer.first else {
        Issue.record("\(results.count) results were taken")
        continue
      }
    }
    #expect(try await bench.state(job).attempts == 0)

    // in one group a bad one does not spoil the good ones
    let other = try #require(try await bench.claim().first)
    let answers = try await bench.queue.complete([
      TaskCompletion(ticket: claim.ticket, results: []),
      TaskCompletion(ticket: other.ticket, results: Bench.results(other)),
      TaskCompletion(ticket: claim.ticket, results: good),
    ])
    #expect(answers.suffix(2) == [.counted, .counted])
    #expect(try await bench.state(job).state == .succeeded)
  }

  @Test func pausesAndResumes() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 2, motions: 2, batch: 2)
    let claim = try #require(try await bench.claim().first)
    #expect(try await bench.catalog.steerJob(job.id, to: .paused).state == .paused)
    #expect(try await bench.claim() == [])
    // what is in work still counts
    #expect(try await bench.complete(claim) == .counted)
    #expect(try await bench.state(job).state == .paused)
    #expect(try await bench.catalog.steerJob(job.id, to: .queued).state == .running)
    let rest = try #require(try await bench.claim().first)
    #expect(try await bench.complete(rest) == .counted)
    #expect(try await bench.state(job).state == .succeeded)
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.steerJob(job.id, to: .paused)
    }
    // asking again for what it is changes nothing
    let waiting = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.catalog.steerJob(waiting.id, to: .paused)
    let once = try await bench.catalog.steerJob(waiting.id, to: .paused)
    #expect(once.revision == waiting.revision + 1)
    #expect(try await bench.catalog.steerJob(waiting.id, to: .queued).state == .queued)
  }

  @Test func cancelMakesLeasesStale() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 2, motions: 2, batch: 2)
    let claims = try await bench.claim(2)
    #expect(try await bench.complete(claims[0]) == .counted)
    #expect(try await bench.catalog.steerJob(job.id, to: .cancelled).state == .cancelled)
    #expect(try await bench.complete(claims[1]) == .stale)
    #expect(try await bench.queue.heartbeat(claims.map(\.ticket), lease: 9) == [])
    #expect(try await bench.claim() == [])
    let end = try await bench.state(job)
    #expect(end.attempts == 2 && end.state == .cancelled && end.finishedAt != nil)
    #expect(try await bench.catalog.steerJob(job.id, to: .cancelled).revision == end.revision)
  }
}
