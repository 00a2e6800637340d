import Episodes
import Foundation

/// Where a job's attempts were lost: by subtask, and by source demonstration.
public struct JobReport: Sendable, Hashable, Encodable {
  /// What came of all attempts.
  public struct Totals: Sendable, Hashable, Encodable {
    public var attempts: Int
    public var successes: Int
    /// Failed attempts that were given up before any physics.
    public var screened: Int
    /// Successes per attempt; nil before the first.
    public var successRate: Double?
    /// Wilson's 95 % interval.
    public var successRate95: [Double]?
    /// Successes per attempt that came to physics.
    public var simulatedSuccessRate: Double?
    /// Failed attempts by reason.
    public var failures: [String: Int]
    public var cpuSeconds: Double

    enum CodingKeys: String, CodingKey {
      case attempts, successes, screened
      case successRate = "success_rate"
      case successRate95 = "success_rate_95"
      case simulatedSuccessRate = "simulated_success_rate"
      case failures
      case cpuSeconds = "cpu_seconds"
    }
  }

  /// One subtask: how many attempts came to it and past it.
  public struct Subtask: Sendable, Hashable, Encodable {
    public var name: String
    public var entered: Int
    public var passed: Int
    /// Attempts that failed in it, by reason.
    public var failures: [String: Int]
  }

  /// Attempts that failed in a subtask for a reason.
  public struct Failure: Sendable, Hashable, Encodable {
    public var reason: FailureReason
    /// Nil where the attempt belonged to none.
    public var subtask: String?
    public var count: Int
  }

  /// One source demonstration: the attempts that ended while following it.
  public struct Demonstration: Sendable, Hashable, Encodable {
    public var id: String
    public var attempts: Int
    public var successes: Int
    public var successRate: Double?
    /// Most first.
    public var failures: [Failure]

    enum CodingKeys: String, CodingKey {
      case id, attempts, successes
      case successRate = "success_rate"
      case failures
    }
  }

  public var job: String
  public var totals: Totals
  /// In the task's order.
  public var subtasks: [Subtask]
  /// Failed attempts that belong to no subtask, by reason.
  public var elsewhere: [String: Int]
  /// In the job's order.
  public var demonstrations: [Demonstration]
  /// How many equally used demonstrations the successes are worth: exp of the entropy of their shares (Hill
  /// 1973, of order 1); 0 without a success.
  public var effectiveSources: Double

  enum CodingKeys: String, CodingKey {
    case job, totals, subtasks, elsewhere, demonstrations
    case effectiveSources = "effective_sources"
  }
}

extension JobReport {
  /// The report of a job, from its outcomes counted by demonstration, subtask and reason.
  init(_ job: JobRecord, outcomes: [JobOutcomeCount]) {
    self.job = job.id
    totals = Totals(
      attempts: job.attempts, successes: job.successes, screened: job.screened,
      successRate: job.successRate, successRate95: job.successRate95,
      simulatedSuccessRate: job.simulatedSuccessRate, failures: job.failures,
      cpuSeconds: job.cpuSeconds)

    // an attempt that failed in a subtask has passed all before it
    elsewhere = Self.failures(job.failureCounts.filter { $0.subtask == nil })
    var entered = job.attempts - elsewhere.values.reduce(0, +)
    let last = job.failureCounts.compactMap(\.subtask).max() ?? -1
    subtasks = (0..<max(job.subtaskNames.count, last + 1)).map { index in
      let failures = Self.failures(job.failureCounts.filter { $0.subtask == index })
      let passed = entered - failures.values.reduce(0, +)
      defer { entered = passed }
      return Subtask(
        name: job.subtaskName(index), entered: entered, passed: passed, failures: failures)
    }
    demonstrations = job.demonstrationCounts.enumerated().map { index, count in
      let failures = outcomes.filter { $0.demonstration == index }.compactMap { outcome in
        outcome.reason.map {
          Failure(
            reason: $0, subtask: outcome.subtask.map(job.subtaskName), count: outcome.count)
        }
      }
      return Demonstration(
        id: count.demonstration, attempts: count.attempts, successes: count.successes,
        successRate: count.attempts > 0 ? Double(count.successes) / Double(count.attempts) : nil,
        failures: failures.sorted { $0.count > $1.count })
    }
    effectiveSources = Self.effectiveNumber(job.demonstrationCounts.map(\.successes))
  }

  private static func failures(_ counts: [JobFailureCount]) -> [String: Int] {
    counts.reduce(into: [:]) { $0[$1.reason.rawValue, default: 0] += $1.count }
  }

  /// The number of equal parts that have the same entropy as these.
  public static func effectiveNumber(_ counts: [Int]) -> Double {
    let total = counts.reduce(0, +)
    guard total > 0 else { return 0 }
    let entropy = counts.filter { $0 > 0 }.reduce(0.0) { sum, count in
      let share = Double(count) / Double(total)
      return sum - share * log(share)
    }
    return exp(entropy)
  }
}

/// Attempts of a job by demonstration, subtask and reason.
struct JobOutcomeCount {
  /// Index in the job's order; below 0 for none.
  var demonstration: Int
  var subtask: Int?
  /// Nil for successes.
  var reason: FailureReason?
  var count: Int
}
