import Catalog
import Episodes
import Testing

@Suite struct TaskFailureTests {
  @Test func countsAnAttemptAsCrashedAfterThreeDeaths() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 4, batch: 4)
    let first = try #require(try await bench.claim().first)
    #expect(
      try await bench.queue.fail(first.ticket, cause: .crashed(motion: 2, detail: "abort"))
        == .again)
    #expect(try await bench.claim() == [])
    for tries in 1...2 {
      bench.clock.advance(1)
      let again = try #require(try await bench.claim().first)
      #expect(again.motions == [0, 1, 2, 3] && again.tries == tries)
      let cause = TaskFailure.crashed(motion: 2, detail: "abort \(tries)")
      let fate = try await bench.queue.fail(again.ticket, cause: cause)
      #expect(fate == (tries == 2 ? .skips(motion: 2) : .again))
    }

    // the rest is done, and the skipped one counted with it
    let third = try #require(try await bench.claim().first)
    #expect(third.motions == [0, 1, 3] && third.skipped == [2] && third.tries == 0)
    #expect(try await bench.complete(third) == .counted)
    let done = try await bench.state(job)
    #expect(done.state == .succeeded && done.attempts == 4)
    #expect(done.failures["crashed"] == 1)
    #expect(done.retries == 3)
    let attempts = try await bench.catalog.attempts(job: job.id).records
    #expect(attempts.map(\.motion) == [0, 1, 2, 3])
    #expect(attempts[2].failure == .crashed && attempts[2].demonstration == nil)
    #expect(
      attempts[2].detail == "the worker died 3 times in this attempt; the last time: abort 2")
  }

  @Test func aTaskOfCrashesOnlyIsCountedWithoutWork() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 2, batch: 2)
    for motion in [0, 0, 0, 1, 1, 1] {
      bench.clock.advance(5)
      let claim = try #require(try await bench.claim().first)
      _ = try await bench.queue.fail(claim.ticket, cause: .crashed(motion: motion, detail: "x"))
    }
    bench.clock.advance(5)
    let last = try #require(try await bench.claim().first)
    #expect(last.motions == [] && last.skipped == [0, 1])
    #expect(try await bench.complete(last) == .counted)
    #expect(try await bench.state(job).failures == ["crashed": 2])
    #expect(try await bench.state(job).state == .succeeded)
  }

  @Test func aJobFailsWithATaskThatNeverComesForward() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 3, motions: 1, batch: 1)
    let others = try await bench.claim(2)
    for number in 1...SQLiteTaskQueue.mostTries {
      bench.clock.advance(5)
      _ = try await bench.queue.heartbeat(others.map(\.ticket), lease: 10)
      let claim = try #require(try await bench.claim().first)
      #expect(claim.scene == 2)
      let fate = try await bench.queue.fail(
        claim.ticket, cause: .interrupted(detail: "said \(number)"))
      #expect(fate == (number == SQLiteTaskQueue.mostTries ? .jobFailed : .again))
    }
    let end = try await bench.state(job)
    #expect(end.state == .failed)
    #expect(end.error?.contains("scene 2") == true && end.error?.contains("said 3") == true)
    #expect(try await bench.complete(others[0]) == .stale)
    #expect(try await bench.claim() == [])
  }

  @Test func leasesThatRunOutCountAsTries() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    for number in 1...SQLiteTaskQueue.mostKills {
      #expect(try await bench.state(job).state != .failed, "after \(number - 1) leases")
      _ = try #require(try await bench.claim(lease: 10).first)
      bench.clock.advance(11)
      _ = try await bench.claim()
      bench.clock.advance(5)
    }
    #expect(try await bench.state(job).state == .failed)
  }

  @Test func workersKilledFromOutsideAreForgivenMoreOften() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    for number in 1...SQLiteTaskQueue.mostKills {
      bench.clock.advance(5)
      let claim = try #require(try await bench.claim().first)
      let fate = try await bench.queue.fail(claim.ticket, cause: .killed(detail: "signal 9"))
      #expect(fate == (number == SQLiteTaskQueue.mostKills ? .jobFailed : .again))
    }
    #expect(try await bench.state(job).error?.contains("signal 9") == true)
  }

  @Test func aRestartCountsAsNoTry() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    var tickets: Set<Int> = []
    for _ in 1...(3 * SQLiteTaskQueue.mostTries) {
      let claim = try #require(try await bench.claim().first)
      #expect(claim.tries == 0 && tickets.insert(claim.ticket.attempt).inserted)
      #expect(try await bench.catalog.recover() == 1)
      #expect(try await bench.complete(claim) == .stale)
    }
    let last = try #require(try await bench.claim().first)
    #expect(try await bench.queue.fail(last.ticket, cause: .released) == .again)
    let claim = try #require(try await bench.claim().first)
    #expect(try await bench.complete(claim) == .counted)
    #expect(try await bench.state(job).state == .succeeded)
  }

  @Test func aRefusalFailsTheJobAtOnce() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 2, motions: 1, batch: 1)
    let claim = try #require(try await bench.claim().first)
    let fate = try await bench.queue.fail(claim.ticket, cause: .refused(reason: "no such robot"))
    #expect(fate == .jobFailed)
    #expect(try await bench.state(job).error == "no such robot")
    #expect(try await bench.claim() == [])
  }
}
