import Catalog
import Foundation
import Testing

/// Jobs that end early, with worker processes that are in nobody's hand.
@Suite(.serialized) struct GoalTests {
  /// The worker's plan: some early attempts take long, so that later ones are done before them.
  private static let slow = (0..<3).map { "slow \($0) 0 9" }.joined(separator: "\n")

  private func run(
    workers: Int, plan: String = slow, _ change: @escaping @Sendable (inout JobSpec) -> Void
  ) async throws -> (job: JobRecord, kept: [String], attempts: [[Int]], begun: Int) {
    let test = try await TestMill(plan: plan, workers: workers)
    return try await test.running { mill in
      var spec = TestMill.spec(scenes: 10, motions: 40)
      change(&spec)
      let job = try await mill.finished(try await mill.submit(spec).id)

      // let go of what was in work
      _ = try await mill.wait { mill.status.busy == 0 ? true : nil }
      let attempts = try await mill.catalog.attempts(
        job: job.id, page: PageRequest(size: 1000)
      ).records.map { [$0.scene, $0.motion] }
      #expect(try await mill.catalog.check() == "ok")
      return (job, try await mill.kept(job.id), attempts, test.log("attempt").count)
    }
  }

  @Test func theSameGoalKeepsTheSameEpisodesOnAnyNumberOfWorkers() async throws {
    let one = try await run(workers: 1) { $0.goal = JobGoal(successes: 31) }
    #expect(one.job.state == .succeeded && one.job.stopReason == .goal)
    #expect(one.job.successes == 31 && one.kept.count == 31)
    for workers in [2, 3] {
      let other = try await run(workers: workers) { $0.goal = JobGoal(successes: 31) }
      #expect(other.kept == one.kept && other.attempts == one.attempts)
      #expect(other.job.failures == one.job.failures && other.job.cpuSeconds == one.job.cpuSeconds)
    }
  }

  @Test func littleMoreIsBegunThanAGoalNeeds() async throws {
    // with attempts that take a while, as real ones do: others would go on while the goal is noted
    let end = try await run(workers: 1, plan: "slow * * 100000") {
      $0.goal = JobGoal(successes: 10)
    }
    #expect(end.job.stopReason == .goal && end.kept.count == 10)
    #expect(end.begun <= end.job.attempts + 40, "\(end.begun) of 400")
  }

  @Test func aGoalIsMetThoughWorkersDie() async throws {
    let calm = try await run(workers: 2) { $0.goal = JobGoal(successes: 20) }
    let wild = try await run(workers: 2, plan: "kill 2 1 1\nabort 5 0 1\nexit 0 2 1") {
      $0.goal = JobGoal(successes: 20)
    }
    #expect(wild.job.retries > 0 && wild.kept == calm.kept && wild.attempts == calm.attempts)
  }

  @Test func timeThatIsUpEndsAJob() async throws {
    let end = try await run(workers: 2, plan: "slow * * 100000") {
      $0.limits = JobLimits(wallSeconds: 1)
    }
    #expect(end.job.state == .succeeded && end.job.stopReason == .wallSeconds)
    #expect((1..<400).contains(end.job.attempts) && end.begun < 200)
    let seconds = try #require(end.job.finishedAt) - (try #require(end.job.startedAt))
    #expect((1..<3).contains(seconds), "\(seconds)")
  }

  @Test func aHopelessJobEndsWithTheReason() async throws {
    // two of three succeed, and nine of ten are asked for
    let end = try await run(workers: 2, plan: "") {
      $0.stopBelow = JobStopBelow(successRate: 0.9, after: 20)
    }
    #expect(end.job.state == .failed && end.job.stopReason == .successRate)
    let error = try #require(end.job.error)
    #expect(error.hasPrefix("\(end.job.successes) of \(end.job.attempts) attempts succeeded (95 %"))
    let failed = end.job.attempts - end.job.successes
    #expect(error.hasSuffix("most often dropped in place (\(failed))"), "\(error)")
    #expect(!end.kept.isEmpty && end.job.attempts < 100)
  }
}
