import Catalog
import Foundation

/// How long a job still takes: the expectation and a 95 % interval.
///
/// The time is attempts to come over attempts per second. Both are taken as log-normal: where the job ends
/// at a number of successes, attempts vary by (1 - p) / missing, as a negative binomial does, and by
/// (1 - p) / successes, for p is known from so many successes only (with Jeffreys' half added).
public struct TimeEstimate: Sendable, Hashable {
  /// Seconds.
  public var expected: Double
  public var low: Double
  public var high: Double

  /// The estimate for a job at a rate of attempts per second; nil when it cannot be had.
  ///
  /// `relativeVariance` is the rate's variance over its square.
  public init?(job: JobRecord, rate: Double, relativeVariance: Double, now: Double) {
    guard rate > 0, job.total > job.attempts else { return nil }
    var most = Double(job.total - job.attempts)
    // a cap on CPU time is one on attempts, as far as they cost what they did
    if let cap = job.spec.limits?.cpuSeconds, job.cpuSeconds > 0 {
      most = min(most, max(0, cap - job.cpuSeconds) * Double(job.attempts) / job.cpuSeconds)
    }
    let attempts = min(most, job.expectedAttempts)
    var centre = attempts
    var variance = relativeVariance
    if let goal = job.spec.goal {
      let missing = Double(max(1, goal.successes - job.successes))
      let successes = Double(job.successes) + 0.5
      let p = successes / (Double(job.attempts) + 1)
      variance += (1 - p) * (1 / missing + 1 / successes)
      if job.successes == 0 { centre = missing / p }
    }
    // never more than all attempts that there are, at the slowest rate that is likely
    expected = attempts / rate
    low = min(centre / Self.factor(variance), most) / rate
    high = min(centre * Self.factor(variance), most * Self.factor(relativeVariance)) / rate

    // and it ends when its time is up
    if let cap = job.spec.limits?.wallSeconds, let start = job.startedAt {
      let rest = max(0, start + cap - now)
      expected = min(expected, rest)
      low = min(low, rest)
      high = min(high, rest)
    }
    low = min(low, expected)
    high = max(high, expected)
  }

  /// By what a log-normal value of that relative variance lies above or below its middle, at 95 %.
  private static func factor(_ variance: Double) -> Double {
    exp(1.959963984540054 * variance.squareRoot())
  }
}
