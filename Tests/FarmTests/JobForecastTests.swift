import Catalog
import Farm
import Foundation
import Testing

@Suite(.serialized) struct JobForecastTests {
  private func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    abs(a - b) <= tolerance * max(1, abs(b))
  }

  @Test func restsOnWhatThereWas() throws {
    var spec = TestMill.spec(scenes: 10, motions: 10)
    let past = [
      PastJob(id: "b", attempts: 60, successes: 30, cpuSeconds: 12),
      PastJob(id: "a", attempts: 40, successes: 20, cpuSeconds: 8),
    ]
    let plan = TaskPlan(spec, workers: 4)
    let plain = JobForecast(spec: spec, plan: plan, workers: 4, past: past)
    #expect(plain.pool == 100 && plain.attempts == 100 && plain.tasks == plan.count)
    #expect(plain.scenes == 10 && plain.motions == 10 && plain.motionsPerTask == plan.batch)
    let estimate = try #require(plain.estimate)
    #expect(estimate.jobs == ["b", "a"] && estimate.pastAttempts == 100)
    #expect(estimate.successRate == 0.5 && estimate.successes == 50)

    // both halves alike: Wilson's interval of 50 of 100, 0.4038 to 0.5962
    #expect(near(estimate.successRate95[0], 0.40383, 1e-4))
    // 50 less the root of the squares of 9.617 (rate) and 9.8 (chance)
    #expect(near(estimate.successes95[0], 50 - 13.73, 1e-2))
    #expect(estimate.attempts == 100 && estimate.attempts95 == [100, 100])
    #expect(near(estimate.cpuSecondsPerAttempt, 0.2) && near(estimate.cpuSeconds, 20))
    #expect(near(estimate.wallSeconds, 5))

    // 20 successes take 40 attempts; 33.5 to 49.5 by the rate's interval, 12.4 more or less by chance
    // (a negative binomial), together the root of their squares, in whole attempts
    spec.goal = JobGoal(successes: 20)
    let goal = try #require(
      JobForecast(spec: spec, plan: plan, workers: 4, past: past).estimate)
    #expect(goal.attempts == 40 && goal.successes == 20 && near(goal.cpuSeconds, 8))
    #expect(goal.attempts95 == [26, 56])

    // caps hold in the forecast, too
    spec.limits = JobLimits(wallSeconds: 1, cpuSeconds: 4)
    let capped = try #require(
      JobForecast(spec: spec, plan: plan, workers: 4, past: past).estimate)
    #expect(near(capped.attempts, 20) && near(capped.successes, 10) && capped.wallSeconds <= 1)
  }

  @Test func jobsThatDifferMakeItLessSure() throws {
    let spec = TestMill.spec(scenes: 10, motions: 10)
    func width(_ successes: [Int]) throws -> Double {
      let past = successes.enumerated().map {
        PastJob(id: "\($0.offset)", attempts: 100, successes: $0.element, cpuSeconds: 1)
      }
      let estimate = try #require(
        JobForecast(spec: spec, plan: TaskPlan(spec, workers: 1), workers: 1, past: past).estimate)
      return estimate.successRate95[1] - estimate.successRate95[0]
    }
    #expect(try width([20, 50, 80]) > 2 * width([50, 50, 50]))
  }

  @Test func saysWhatAJobWouldDoAndKeepsNothing() async throws {
    let test = try await TestMill()
    try await test.running { mill in
      let spec = TestMill.spec(scenes: 4, motions: 3)
      let blind = try await mill.forecast(spec)
      #expect(blind.estimate == nil && blind.note.contains("no job of stack D0"))
      #expect(try await mill.catalog.jobs().records.isEmpty)

      let job = try await mill.finished(try await mill.submit(spec).id)
      let seeing = try await mill.forecast(TestMill.spec(scenes: 40, motions: 3))
      let estimate = try #require(seeing.estimate)
      #expect(estimate.jobs == [job.id] && estimate.pastSuccesses == job.successes)
      #expect(near(estimate.successes, 120 * Double(job.successes) / 12))
      #expect(near(estimate.cpuSecondsPerAttempt, 0.125))
      #expect(try await mill.catalog.jobs().records.count == 1)
    }
  }

  @Test func refusesWhatASubmissionWould() async throws {
    let test = try await TestMill()
    var spec = TestMill.spec(scenes: 4, motions: 3)
    spec.demonstrations.append("demo_x")
    let wrong = spec
    let error = await #expect(throws: SubmitError.self) { try await test.mill.forecast(wrong) }
    #expect(error?.field == "demonstrations[1]")
  }
}
