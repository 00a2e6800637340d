import Catalog
import Farm
import Foundation
import Testing

/// How long a job still takes, by numbers.
@Suite struct TimeEstimateTests {
  /// A job as it stands after so many attempts.
  private func job(
    attempts: Int, successes: Int, of pool: Int = 10_000, goal: Int? = nil,
    limits: JobLimits? = nil, cpuSeconds: Double = 0
  ) async throws -> JobRecord {
    let test = try await TestMill()
    var spec = TestMill.spec(scenes: 100, motions: pool / 100)
    spec.goal = goal.map { JobGoal(successes: $0) }
    spec.limits = limits
    var job = try await test.mill.submit(spec)
    job.attempts = attempts
    job.successes = successes
    job.cpuSeconds = cpuSeconds
    job.startedAt = 1000
    return job
  }

  private func estimate(
    _ job: JobRecord, rate: Double, variance: Double = 0, now: Double = 1000
  ) throws -> TimeEstimate {
    try #require(
      TimeEstimate(job: job, rate: rate, relativeVariance: variance, now: now))
  }

  @Test func allAttemptsAtASureRateTakeASureTime() async throws {
    let found = try estimate(try await job(attempts: 4000, successes: 9), rate: 20)
    #expect(found.expected == 300 && found.low == 300 && found.high == 300)

    // a rate that is known to 10 % gives as much: exp(1.96 * 0.1) = 1.2165
    let unsure = try estimate(
      try await job(attempts: 4000, successes: 9), rate: 20, variance: 0.01)
    #expect(unsure.expected == 300)
    #expect(abs(unsure.high / 300 - 1.2165) < 1e-3 && abs(300 / unsure.low - 1.2165) < 1e-3)
  }

  @Test func aGoalIsAsUnsureAsTheRateOfSuccess() async throws {
    // 100 of 200: half succeed, 100 more are wanted
    let found = try estimate(
      try await job(attempts: 200, successes: 100, goal: 200), rate: 2)
    #expect(found.expected == 100)
    // (1 - 100.5/201) * (1/100 + 1/100.5) = 0.009975; exp(1.96 * 0.09988) = 1.2162
    #expect(abs(found.high / 100 - 1.2162) < 1e-3 && abs(100 / found.low - 1.2162) < 1e-3)
    let early = try estimate(try await job(attempts: 20, successes: 10, goal: 110), rate: 2)
    #expect(early.expected == 100 && early.high > found.high && early.low < found.low)
  }

  @Test func aGoalNeverTakesMoreThanAllAttempts() async throws {
    let none = try estimate(try await job(attempts: 50, successes: 0, goal: 10), rate: 10)
    #expect(none.expected == 995 && none.high == 995 && none.low < 200 && none.low > 0)
    let poor = try estimate(try await job(attempts: 1000, successes: 1, goal: 500), rate: 10)
    #expect(poor.expected == 900 && poor.high == 900)
  }

  @Test func capsEndItEarlier() async throws {
    let timed = try await job(
      attempts: 100, successes: 50, limits: JobLimits(wallSeconds: 60))
    let found = try estimate(timed, rate: 1, variance: 0.1, now: 1020)
    #expect(found.expected == 40 && found.low == 40 && found.high == 40)

    // 100 attempts took 50 s of the 80 that it may cost: 60 more
    let costly = try await job(
      attempts: 100, successes: 50, limits: JobLimits(cpuSeconds: 80), cpuSeconds: 50)
    #expect(try estimate(costly, rate: 2).expected == 30)
  }

  @Test func thereIsNoneWithoutARateOrWork() async throws {
    let job = try await job(attempts: 10, successes: 5)
    #expect(TimeEstimate(job: job, rate: 0, relativeVariance: 0, now: 0) == nil)
    var done = job
    done.attempts = done.total
    #expect(TimeEstimate(job: done, rate: 1, relativeVariance: 0, now: 0) == nil)
  }

  /// Of jobs that are drawn, the interval holds the truth about as often as it says.
  @Test func theIntervalHoldsTheTruth() async throws {
    var random = Draws()
    let template = try await job(attempts: 1, successes: 1, of: 1_000_000, goal: 120)
    var held = 0
    let trials = 1500
    for _ in 0..<trials {
      let p = 0.1 + 0.85 * random.next()
      var job = template
      (job.attempts, job.successes) = (0, 0)
      // looked at after 20 successes
      while job.successes < 20 {
        job.attempts += 1
        if random.next() < p { job.successes += 1 }
      }
      let found = try estimate(job, rate: 1)
      var (more, attempts) = (0, 0)
      while more < 100 {
        attempts += 1
        if random.next() < p { more += 1 }
      }
      if (found.low...found.high).contains(Double(attempts)) { held += 1 }
    }
    let share = Double(held) / Double(trials)
    #expect((0.92...0.98).contains(share), "\(share)")
  }
}

/// Numbers between 0 and 1, the same each time (splitmix64).
private struct Draws {
  private var state: UInt64 = 7

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
  }
}
