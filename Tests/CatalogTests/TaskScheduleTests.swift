import Catalog
import Episodes
import Geometry
import Testing

/// Random lives of workers against the queue, with the clock in the test's hand.
@Suite struct TaskScheduleTests {
  /// Twenty lives for each of fifty catalogs.
  @Test(arguments: 0..<50) func countsEveryAttemptExactlyOnce(group: Int) async throws {
    let bench = try await Bench()
    for index in 0..<20 {
      var life = Life(bench: bench, seed: UInt64(group * 20 + index))
      try await life.run()
    }
    #expect(try await bench.catalog.check() == "ok")
  }
}

/// One job and the workers that fail it in every way.
private struct Life {
  let bench: Bench
  let seed: UInt64
  var random: RandomStream
  var held: [TaskClaim] = []
  /// Tickets that somebody still believes in.
  var old: [TaskClaim] = []
  /// The only hand-out of each task that may still count.
  var live: [String: Int] = [:]

  init(bench: Bench, seed: UInt64) {
    self.bench = bench
    self.seed = seed
    random = RandomStream(seed: seed)
  }

  mutating func run() async throws {
    let scenes = random.integer(in: 1...4)
    let motions = random.integer(in: 1...12)
    let batch = random.integer(in: 1...min(8, motions))
    let job = try await bench.job(scenes: scenes, motions: motions, batch: batch, seed: seed)
    var steps = 0
    while try await !bench.state(job).done {
      try await step()
      steps += 1
      guard steps < 20_000 else {
        Issue.record("seed \(seed) does not end")
        return
      }
    }
    // nobody may add to a finished job
    for claim in held + old { #expect(try await bench.complete(claim) == .stale) }
    try await check(try await bench.state(job), scenes: scenes, motions: motions)
  }

  private mutating func step() async throws {
    switch random.integer(in: 0...99) {
    case 0..<30:
      let claims = try await bench.claim(random.integer(in: 1...3), lease: 10)
      for claim in claims {
        let before = live.updateValue(claim.ticket.attempt, forKey: claim.ticket.task)
        #expect(before.map { $0 < claim.ticket.attempt } ?? true, "seed \(seed)")
      }
      held += claims
    case 30..<65: try await complete()
    case 65..<72:
      // a worker that is lost without a word; its ticket turns up again later
      if let claim = take() { old.append(claim) }
    case 72..<77:
      guard let claim = anyOld() else { return }
      let kept = try await bench.queue.heartbeat([claim.ticket], lease: 10)
      #expect(kept.isEmpty || isLive(claim), "seed \(seed)")
    case 77..<82: try await completeOld()
    case 82..<86: try await fail(.released)
    case 86..<88: try await fail(.killed(detail: "killed"))
    case 88..<92:
      guard let motion = held.last?.motions.first else { return }
      try await fail(.crashed(motion: motion, detail: "aborted"))
    case 92..<93:
      // the server is killed: workers go on for a while with tickets of the life before
      old += held
      held = []
      live = live.mapValues { _ in 0 }
      _ = try await bench.catalog.recover()
    default: bench.clock.advance(random.uniform(0, 4))
    }
  }

  private mutating func take() -> TaskClaim? {
    guard !held.isEmpty else { return nil }
    return held.remove(at: random.integer(in: 0...(held.count - 1)))
  }

  private mutating func anyOld() -> TaskClaim? {
    old.isEmpty ? nil : old[random.integer(in: 0...(old.count - 1))]
  }

  private mutating func complete() async throws {
    guard let claim = take() else { return }
    try await count(claim)
    // said twice, since the answer may have been lost
    if random.integer(in: 0...3) == 0 { #expect(try await bench.complete(claim) == .stale) }
  }

  private mutating func completeOld() async throws {
    guard let claim = anyOld() else { return }
    try await count(claim)
  }

  /// Says that a task is done; it counts at most once, and only from its last holder.
  private mutating func count(_ claim: TaskClaim) async throws {
    guard try await bench.complete(claim) == .counted else { return }
    #expect(isLive(claim), "seed \(seed)")
    live[claim.ticket.task] = .max
  }

  private func isLive(_ claim: TaskClaim) -> Bool {
    live[claim.ticket.task] == claim.ticket.attempt
  }

  private mutating func fail(_ cause: TaskFailure) async throws {
    guard let claim = held.popLast() else { return }
    if try await bench.queue.fail(claim.ticket, cause: cause) != .stale {
      #expect(isLive(claim), "seed \(seed)")
      live[claim.ticket.task] = 0
    }
    old.append(claim)
  }

  /// All that the catalog says of the job must agree, and be what an undisturbed run says.
  private func check(_ job: JobRecord, scenes: Int, motions: Int) async throws {
    let attempts = try await bench.catalog.attempts(
      job: job.id, page: PageRequest(size: 1000)
    ).records
    let episodes = try await bench.catalog.episodes(
      job: job.id, page: PageRequest(size: 1000)
    ).records
    #expect(Set(attempts.map { [$0.scene, $0.motion] }).count == attempts.count)
    #expect(job.attempts == attempts.count, "seed \(seed)")
    #expect(job.successes == episodes.count)
    #expect(job.successes + job.failures.values.reduce(0, +) == job.attempts)
    if job.state == .succeeded {
      #expect(attempts.count == scenes * motions, "seed \(seed)")
    } else {
      #expect(job.state == .failed && job.error?.contains("5 times in a row") == true)
    }
    for attempt in attempts where attempt.failure != .crashed {
      let honest = Bench.result(scene: attempt.scene, motion: attempt.motion)
      #expect(attempt.failure == honest.outcome.failure)
    }
    let kept = attempts.filter { $0.failure == nil }.map { [$0.scene, $0.motion] }
    #expect(Set(kept) == Set(episodes.map { [$0.scene, $0.motion] }))
    for episode in episodes {
      #expect(episode.blob == Bench.blob(scene: episode.scene, motion: episode.motion))
    }
  }
}
