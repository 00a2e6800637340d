import Catalog
import Foundation

/// What a job would do, without its being there.
public struct JobForecast: Sendable, Hashable, Encodable {
  /// What earlier jobs of the same task and distribution let expect, with 95 % intervals.
  public struct Estimate: Sendable, Hashable, Encodable {
    /// The jobs that it rests on, newest first, and what they came to together.
    public var jobs: [String]
    public var pastAttempts: Int
    public var pastSuccesses: Int
    public var successRate: Double
    public var successRate95: [Double]
    /// Attempts until the job ends.
    public var attempts: Double
    public var attempts95: [Double]
    public var successes: Double
    public var successes95: [Double]
    public var cpuSecondsPerAttempt: Double
    public var cpuSeconds: Double
    public var cpuSeconds95: [Double]
    /// With all workers at it.
    public var wallSeconds: Double
    public var wallSeconds95: [Double]

    public enum CodingKeys: String, CodingKey {
      case jobs, attempts, successes
      case pastAttempts = "past_attempts"
      case pastSuccesses = "past_successes"
      case successRate = "success_rate"
      case successRate95 = "success_rate_95"
      case attempts95 = "attempts_95"
      case successes95 = "successes_95"
      case cpuSecondsPerAttempt = "cpu_seconds_per_attempt"
      case cpuSeconds = "cpu_seconds"
      case cpuSeconds95 = "cpu_seconds_95"
      case wallSeconds = "wall_s"
      case wallSeconds95 = "wall_s_95"
    }
  }

  public var spec: JobSpec
  public var scenes: Int
  public var motions: Int
  /// Scenes times motions.
  public var pool: Int
  /// The most attempts that are made.
  public var attempts: Int
  /// Tasks that the queue would hand out, and the motions of one.
  public var tasks: Int
  public var motionsPerTask: Int
  public var workers: Int
  /// Nil when there is nothing to rest on.
  public var estimate: Estimate?
  /// What the estimate rests on, in words.
  public var note: String

  public enum CodingKeys: String, CodingKey {
    case spec, scenes, motions, pool, attempts, tasks, workers, estimate, note
    case motionsPerTask = "motions_per_task"
  }

  /// The forecast of a job that is cut as `plan`; `past` are jobs of its task and distribution.
  public init(spec: JobSpec, plan: TaskPlan, workers: Int, past: [PastJob]) {
    self.spec = spec
    scenes = spec.scenes.count
    motions = spec.motions.count
    pool = spec.pool
    attempts = spec.total
    tasks = plan.count
    motionsPerTask = plan.batch
    self.workers = workers
    let kind = "\(spec.task) \(spec.scenes.distribution)"
    estimate = Estimate(spec: spec, workers: workers, past: past)
    note =
      estimate.map { estimate in
        "rests on \(estimate.pastAttempts) attempts of \(past.count) jobs of \(kind), whatever "
          + "their motions, and counts nobody else's work"
      } ?? "no job of \(kind) has made attempts yet, so nothing can be said"
  }
}

extension JobForecast.Estimate {
  /// The estimate, or nil without attempts in the past.
  init?(spec: JobSpec, workers: Int, past: [PastJob]) {
    pastAttempts = past.reduce(0) { $0 + $1.attempts }
    pastSuccesses = past.reduce(0) { $0 + $1.successes }
    // jobs differ, so the interval is as wide as they do
    guard
      let rate = WilsonInterval.bounds(groups: past.map { ($0.successes, $0.attempts) })
    else { return nil }
    jobs = past.map(\.id)
    let p = Double(pastSuccesses) / Double(pastAttempts)
    successRate = p
    successRate95 = [rate.low, rate.high]
    cpuSecondsPerAttempt = past.reduce(0) { $0 + $1.cpuSeconds } / Double(pastAttempts)

    // attempts until the goal, where there is one, and never more than there are
    var most = Double(spec.total)
    if let cap = spec.limits?.cpuSeconds, cpuSecondsPerAttempt > 0 {
      most = min(most, cap / cpuSecondsPerAttempt)
    }
    let all = most
    func attempts(at rate: Double) -> Double {
      guard let goal = spec.goal else { return all }
      return rate > 0 ? min(all, Double(goal.successes) / rate) : all
    }
    let expected = attempts(at: p)
    // unsure by the rate, and by chance: a negative binomial varies by k (1 - p) / p^2
    let luck = spec.goal.map { 1.96 * (Double($0.successes) * (1 - p)).squareRoot() / max(p, 1e-9) }
    func extreme(_ bound: Double, _ side: Double) -> Double {
      let drift = attempts(at: bound) - expected
      let spread = (drift * drift + (luck ?? 0) * (luck ?? 0)).squareRoot()
      let whole = expected + side * spread
      let least = spec.goal.map { min(all, Double($0.successes)) } ?? expected
      return min(all, max(least, side < 0 ? whole.rounded(.down) : whole.rounded(.up)))
    }
    let extremes = [extreme(rate.high, -1), extreme(rate.low, 1)]
    self.attempts = expected
    attempts95 = extremes

    // successes are unsure by the rate, and by chance
    let wanted = spec.goal.map { Double($0.successes) } ?? .infinity
    let chance = 1.96 * (all * p * (1 - p)).squareRoot()
    func reach(_ bound: Double) -> Double {
      let drift = (bound - p) * all
      return (drift * drift + chance * chance).squareRoot()
    }
    successes = min(wanted, all * p)
    successes95 = [
      max(0, min(wanted, all * p - reach(rate.low))),
      min(wanted, all, all * p + reach(rate.high)),
    ]
    let seconds = cpuSecondsPerAttempt
    let share = Double(max(1, workers))
    cpuSeconds = expected * seconds
    cpuSeconds95 = extremes.map { $0 * seconds }
    wallSeconds = expected * seconds / share
    wallSeconds95 = extremes.map { $0 * seconds / share }
    // no longer than it may take
    if let cap = spec.limits?.wallSeconds {
      wallSeconds = min(wallSeconds, cap)
      wallSeconds95 = wallSeconds95.map { min($0, cap) }
    }
  }
}
