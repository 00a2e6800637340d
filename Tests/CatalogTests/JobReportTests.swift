import Catalog
import Episodes
import Testing

/// Where attempts are lost, one by one and added up.
@Suite struct JobReportTests {
  /// A job of five scenes and one motion: two successes, and one failure of each kind.
  private func job(_ bench: Bench) async throws -> JobRecord {
    let job = try await bench.catalog.insertJob(
      Bench.spec(scenes: 5, motions: 1), engineVersion: "1", taskVersion: "v", batch: 1,
      subtasks: ["grasp", "place"])
    for claim in try await bench.claim(9) {
      _ = try await bench.queue.complete([
        TaskCompletion(ticket: claim.ticket, results: [result(claim.scene)])
      ])
    }
    return try await bench.state(job)
  }

  private func result(_ scene: Int) -> AttemptResult {
    func outcome(
      _ failure: FailureReason?, subtask: Int? = nil, demonstration: Int, screened: Bool = false
    ) -> AttemptOutcome {
      AttemptOutcome(
        scene: scene, motion: 0, failure: failure, screened: screened, subtask: subtask,
        demonstration: demonstration, steps: 10, anyFrameSuccess: false, cpuSeconds: 0.5)
    }
    switch scene {
    case 0: return Bench.result(scene: 0, motion: 0)
    case 1: return Bench.result(scene: 1, motion: 0)
    case 2:
      return AttemptResult(
        outcome: outcome(.unreachable, subtask: 0, demonstration: 1, screened: true))
    case 3: return AttemptResult(outcome: outcome(.dropped, subtask: 1, demonstration: 0))
    default: return AttemptResult(outcome: outcome(.crashed, demonstration: -1))
    }
  }

  @Test func saysWhereAttemptsAreLost() async throws {
    let bench = try await Bench()
    let report = try await bench.catalog.report(job: try await job(bench).id)
    #expect(report.totals.attempts == 5 && report.totals.successes == 2)
    #expect(report.totals.screened == 1 && report.totals.successRate == 0.4)
    #expect(report.totals.simulatedSuccessRate == 0.5)
    #expect(report.totals.failures == ["unreachable": 1, "dropped": 1, "crashed": 1])
    #expect(report.subtasks.map(\.name) == ["grasp", "place"])
    #expect(report.subtasks.map(\.entered) == [4, 3] && report.subtasks.map(\.passed) == [3, 2])
    #expect(report.subtasks.map(\.failures) == [["unreachable": 1], ["dropped": 1]])
    #expect(report.elsewhere == ["crashed": 1])
    #expect(report.demonstrations.map(\.attempts) == [3, 1])
    #expect(report.demonstrations.map(\.successRate) == [2.0 / 3, 0])
    let failures = report.demonstrations.flatMap(\.failures)
    #expect(failures.map(\.reason) == [.dropped, .unreachable])
    #expect(failures.map(\.subtask) == ["place", "grasp"] && failures.map(\.count) == [1, 1])
    #expect(report.effectiveSources == 1)
    await #expect(throws: CatalogError.notFound("job x")) {
      try await bench.catalog.report(job: "x")
    }
  }

  @Test(arguments: [
    ([Int](), 0.0), ([0, 0], 0.0), ([5], 1.0), ([3, 3, 3, 3], 4.0), ([7, 0, 7], 2.0),
    ([1, 3], 1.7547653506),
  ])
  func countsSourcesByTheirEntropy(counts: [Int], number: Double) {
    #expect((JobReport.effectiveNumber(counts) - number).magnitude < 1e-9)
  }

  @Test func filtersAttempts() async throws {
    let bench = try await Bench()
    let job = try await job(bench)
    func scenes(_ filter: AttemptFilter) async throws -> [Int] {
      try await bench.catalog.attempts(job: job.id, filter: filter).records.map(\.scene)
    }
    #expect(try await scenes(AttemptFilter()) == [0, 1, 2, 3, 4])
    #expect(try await scenes(AttemptFilter(outcome: .succeeded)) == [0, 1])
    #expect(try await scenes(AttemptFilter(outcome: .failed)) == [2, 3, 4])
    #expect(try await scenes(AttemptFilter(outcome: .screened)) == [2])
    #expect(try await scenes(AttemptFilter(reason: .dropped)) == [3])
    #expect(try await scenes(AttemptFilter(subtask: 0)) == [2])
    #expect(try await scenes(AttemptFilter(demonstration: 0)) == [0, 1, 3])
    #expect(
      try await scenes(
        AttemptFilter(outcome: .failed, reason: .dropped, subtask: 1, demonstration: 0)) == [3])
    #expect(try await scenes(AttemptFilter(reason: .dropped, subtask: 0)) == [])

    // page by page, and a token is good for its own filter only
    let first = try await bench.catalog.attempts(
      job: job.id, filter: AttemptFilter(outcome: .failed), page: PageRequest(size: 2))
    #expect(first.records.map(\.scene) == [2, 3])
    let page = PageRequest(size: 2, token: first.nextPageToken)
    let rest = try await bench.catalog.attempts(
      job: job.id, filter: AttemptFilter(outcome: .failed), page: page)
    #expect(rest.records.map(\.scene) == [4] && rest.nextPageToken == nil)
    await #expect(throws: CatalogError.self) {
      try await bench.catalog.attempts(job: job.id, page: page)
    }
  }

  @Test func aScreenedAttemptIsNoSuccess() async throws {
    let bench = try await Bench()
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    let claim = try #require(try await bench.claim().first)
    var result = Bench.result(scene: 0, motion: 0)
    result.outcome.screened = true
    let answer = try await bench.queue.complete([
      TaskCompletion(ticket: claim.ticket, results: [result])
    ])
    #expect(answer == [.invalid(reason: "a screened attempt cannot be a success")])
  }
}
