import Catalog
import Episodes
import Geometry
import Testing

/// Jobs that end before their pool of attempts is used up.
@Suite struct EarlyEndTests {
  private func spec(
    scenes: Int = 4, motions: Int = 6, goal: JobGoal? = nil, limits: JobLimits? = nil,
    stopBelow: JobStopBelow? = nil
  ) -> JobSpec {
    var spec = Bench.spec(scenes: scenes, motions: motions)
    spec.goal = goal
    spec.limits = limits
    spec.stopBelow = stopBelow
    return spec
  }

  private func submit(_ spec: JobSpec, _ bench: Bench) async throws -> JobRecord {
    try await bench.catalog.insertJob(
      spec, engineVersion: "1", taskVersion: "v", batch: TaskPlan(spec, workers: 3).batch,
      subtasks: ["grasp", "place"])
  }

  /// Scene and motion of the counted attempts, in the plan's order.
  private func counted(_ job: JobRecord, _ bench: Bench) async throws -> [[Int]] {
    try await bench.catalog.attempts(job: job.id, page: PageRequest(size: 1000)).records
      .map { [$0.motion, $0.scene] }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The beginning of the plan, one motion of every scene after the other, with so many successes.
  private func prefix(_ successes: Int, scenes: Int = 4) -> [[Int]] {
    var found: [[Int]] = []
    var kept = 0
    while kept < successes {
      let place = [found.count / scenes, found.count % scenes]
      if Bench.result(scene: place[1], motion: place[0]).outcome.succeeded { kept += 1 }
      found.append(place)
    }
    return found
  }

  /// Workers that take and finish tasks in any order, until the job is done.
  private func work(_ job: JobRecord, _ bench: Bench, seed: UInt64) async throws -> JobRecord {
    var random = RandomStream(seed: seed)
    var held: [TaskClaim] = []
    while try await !bench.state(job).done {
      if held.count < 6 { held += try await bench.claim(random.integer(in: 1...3)) }
      guard !held.isEmpty else { break }
      let claim = held.remove(at: random.integer(in: 0...(held.count - 1)))
      _ = try await bench.complete(claim)
    }
    for claim in held { #expect(try await bench.complete(claim) == .stale) }
    #expect(try await bench.claim(9).isEmpty)
    return try await bench.state(job)
  }

  @Test(arguments: 0..<20) func endsAtTheSameAttemptInAnyOrderOfWork(seed: UInt64) async throws {
    let bench = try await Bench()
    let job = try await submit(spec(goal: JobGoal(successes: 9)), bench)
    let end = try await work(job, bench, seed: seed)
    #expect(end.state == .succeeded && end.stopReason == .goal && end.successes == 9)
    #expect(try await counted(job, bench) == prefix(9))
    #expect(end.attempts == prefix(9).count)
    #expect(end.failures.values.reduce(0, +) == end.attempts - 9)
    let episodes = try await bench.catalog.episodes(job: job.id).records
    #expect(episodes.count == 9)
    let seconds = prefix(9).reduce(0.0) {
      $0 + Bench.result(scene: $1[1], motion: $1[0]).outcome.cpuSeconds
    }
    #expect(end.cpuSeconds == seconds)
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func countsNothingBeforeItsTurn() async throws {
    let bench = try await Bench()
    let job = try await submit(spec(goal: JobGoal(successes: 9)), bench)
    let claims = try await bench.claim(5)
    #expect(
      claims.map { [$0.scene] + $0.motions } == [[0, 0], [1, 0], [2, 0], [3, 0], [0, 1]])
    for claim in claims.dropFirst().reversed() {
      #expect(try await bench.complete(claim) == .counted)
    }
    #expect(try await bench.state(job).attempts == 0)
    #expect(try await bench.complete(claims[0]) == .counted)
    #expect(try await bench.state(job).attempts == 5)
  }

  @Test func keepsWhatWasDoneBeforeItsTurnAcrossARestart() async throws {
    let bench = try await Bench()
    let job = try await submit(spec(goal: JobGoal(successes: 2)), bench)
    let claims = try await bench.claim(2)
    _ = try await bench.complete(claims[1])
    #expect(try await bench.catalog.recover() == 1)
    let again = try #require(try await bench.claim().first)
    #expect(again.scene == 0)
    #expect(try await bench.complete(again) == .ended)
    #expect(try await bench.state(job).successes == 2)
  }

  @Test func anAttemptThatKillsWorkersHoldsNothingUp() async throws {
    let bench = try await Bench()
    let job = try await submit(spec(goal: JobGoal(successes: 3)), bench)
    for _ in 0..<SQLiteTaskQueue.mostCrashes {
      let claim = try #require(try await bench.claim().first)
      #expect(claim.scene == 0)
      _ = try await bench.queue.fail(
        claim.ticket, cause: .crashed(motion: 0, detail: "aborted"))
      bench.clock.advance(5)
    }
    let end = try await work(job, bench, seed: 3)
    #expect(end.failures["crashed"] == 1 && end.successes == 3 && end.stopReason == .goal)
  }

  @Test func endsWithoutItsGoalAtTheCapAndAtTheEndOfThePool() async throws {
    let bench = try await Bench()
    let capped = try await submit(
      spec(goal: JobGoal(successes: 9, maxAttempts: 10)), bench)
    #expect(capped.total == 10)
    let end = try await work(capped, bench, seed: 1)
    #expect(end.state == .succeeded && end.stopReason == .maxAttempts && end.attempts == 10)
    #expect(try await counted(capped, bench) == (0..<10).map { [$0 / 4, $0 % 4] })

    let small = try await submit(spec(motions: 2, goal: JobGoal(successes: 8)), bench)
    let all = try await work(small, bench, seed: 1)
    #expect(all.stopReason == .allAttempts && all.attempts == 8 && all.successes < 8)
  }

  @Test func capsOfAttemptsAndCPUTimeKeepWhatThereIs() async throws {
    let bench = try await Bench()
    let few = try await submit(spec(limits: JobLimits(maxAttempts: 7)), bench)
    let end = try await work(few, bench, seed: 2)
    #expect(end.state == .succeeded && end.stopReason == .maxAttempts && end.attempts == 7)

    // half a second a success, a quarter a failure: two seconds are reached by the fifth attempt
    let short = try await submit(spec(limits: JobLimits(cpuSeconds: 2)), bench)
    let second = try await work(short, bench, seed: 2)
    #expect(second.state == .succeeded && second.stopReason == .cpuSeconds)
    #expect(second.cpuSeconds == 2.25 && second.attempts == 5)
    #expect(try await bench.catalog.episodes(job: short.id).records.count == 4)
  }

  @Test func endsWhenItsTimeIsUp() async throws {
    let bench = try await Bench()
    let job = try await submit(spec(limits: JobLimits(wallSeconds: 60)), bench)
    let endless = try await submit(spec(), bench)
    bench.clock.advance(1000)
    #expect(try await bench.catalog.endOverdueJobs().isEmpty)
    let claims = try await bench.claim(2, lease: 1000)
    _ = try await bench.complete(claims[0])
    bench.clock.advance(59)
    #expect(try await bench.catalog.endOverdueJobs().isEmpty)
    _ = try await bench.catalog.steerJob(job.id, to: .paused)
    bench.clock.advance(1)
    #expect(try await bench.catalog.endOverdueJobs() == [job.id])
    #expect(try await bench.catalog.endOverdueJobs().isEmpty)
    let end = try await bench.state(job)
    #expect(end.state == .succeeded && end.stopReason == .wallSeconds && end.attempts == 1)
    #expect(try await bench.complete(claims[1]) == .stale)
    #expect(try await bench.state(endless).state == .queued)
  }

  /// An answer in which nothing succeeds.
  private func fail(_ claim: TaskClaim, _ bench: Bench) async throws -> CompletionAnswer? {
    let results = claim.motions.map { motion in
      AttemptResult(
        outcome: AttemptOutcome(
          scene: claim.scene, motion: motion,
          failure: claim.scene == 0 ? .dropped : .missedGrasp, screened: claim.scene == 1,
          subtask: claim.scene == 0 ? 1 : 0, demonstration: 0, steps: 3, anyFrameSuccess: false,
          cpuSeconds: 0.1))
    }
    return try await bench.queue.complete([
      TaskCompletion(ticket: claim.ticket, results: results)
    ]).first
  }

  @Test func aHopelessJobFailsAndSaysWhy() async throws {
    let bench = try await Bench()
    let job = try await submit(
      spec(
        scenes: 6, motions: 100, stopBelow: JobStopBelow(successRate: 0.04, after: 100)), bench)
    var answer: CompletionAnswer?
    while answer != .ended {
      let claim = try #require(try await bench.claim().first)
      answer = try await fail(claim, bench)
    }
    let end = try await bench.state(job)
    #expect(end.state == .failed && end.stopReason == .successRate && end.attempts == 100)
    #expect(
      end.error
        == "0 of 100 attempts succeeded (95 %: at most 3.7 %); most often missed_grasp in grasp (83)"
    )
    #expect(end.screened == 17 && end.simulatedSuccessRate == 0)
  }

  @Test func aJobAboveTheRateGoesOn() async throws {
    let bench = try await Bench()
    let job = try await submit(
      spec(stopBelow: JobStopBelow(successRate: 0.5, after: 10)), bench)
    let end = try await work(job, bench, seed: 4)
    #expect(end.state == .succeeded && end.stopReason == .allAttempts && end.attempts == 24)
    #expect(!JobStopBelow(successRate: 0.5, after: 11).isHopeless(successes: 0, attempts: 10))
    #expect(JobStopBelow(successRate: 0.5, after: 10).isHopeless(successes: 0, attempts: 10))
  }

  @Test func expectsAsManyAttemptsAsTheGoalTakes() async throws {
    let bench = try await Bench()
    let job = try await submit(
      spec(scenes: 10, motions: 10, goal: JobGoal(successes: 20)), bench)
    #expect(job.expectedAttempts == 100)
    for claim in try await bench.claim(9) { _ = try await bench.complete(claim) }

    // 6 of 9 succeeded, 14 more are wanted
    #expect(try await bench.state(job).expectedAttempts == 21)
  }
}
