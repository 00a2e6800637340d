import Episodes

/// A job and what has come of it so far.
public struct JobRecord: Sendable, Hashable, Encodable {
  public var id: String
  public var state: JobState
  public var spec: JobSpec
  /// The engine that its attempts are made with.
  public var engineVersion: String
  /// The version of the task's file when the job was accepted.
  public var taskVersion: String
  /// Attempts asked for.
  public var total: Int
  /// Attempts counted so far.
  public var attempts: Int
  public var successes: Int
  /// Attempts in which the goal held at any step: MimicGen's notion of success.
  public var anyFrameSuccesses: Int
  /// Failed attempts by subtask and reason.
  public var failureCounts: [JobFailureCount]
  /// Attempts by the demonstration in use when they ended, in the job's order.
  public var demonstrationCounts: [JobDemonstrationCount]
  /// Batches that had to be done again.
  public var retries: Int
  /// CPU seconds of workers in counted attempts.
  public var cpuSeconds: Double
  /// Goes up by one with every change; numbers the job's events.
  public var revision: Int
  /// Seconds since 1970.
  public var createdAt: Double
  public var startedAt: Double?
  public var finishedAt: Double?
  /// Why it failed.
  public var error: String?
  /// Seconds until done at the recent rate; nil when unknown.
  public var etaSeconds: Double?

  /// Whether nothing will change any more.
  public var done: Bool { state.isFinal }

  /// Failed attempts by reason.
  public var failures: [String: Int] {
    failureCounts.reduce(into: [:]) { $0[$1.reason.rawValue, default: 0] += $1.count }
  }

  /// Successes per attempt; nil before the first attempt.
  public var successRate: Double? { attempts > 0 ? Double(successes) / Double(attempts) : nil }

  /// Wilson's 95 % interval of the success rate.
  public var successRate95: [Double]? {
    WilsonInterval.bounds(successes: successes, trials: attempts).map { [$0.low, $0.high] }
  }

  enum CodingKeys: String, CodingKey {
    case id, state, done, spec
    case engineVersion = "engine_version"
    case taskVersion = "task_version"
    case total, attempts, successes
    case anyFrameSuccesses = "any_frame_successes"
    case successRate = "success_rate"
    case successRate95 = "success_rate_95"
    case failures
    case failureCounts = "failures_by_subtask"
    case demonstrationCounts = "by_demonstration"
    case retries
    case cpuSeconds = "cpu_seconds"
    case etaSeconds = "eta_s"
    case revision
    case createdAt = "created_at"
    case startedAt = "started_at"
    case finishedAt = "finished_at"
    case error
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
    try values.encode(state, forKey: .state)
    try values.encode(done, forKey: .done)
    try values.encode(spec, forKey: .spec)
    try values.encode(engineVersion, forKey: .engineVersion)
    try values.encode(taskVersion, forKey: .taskVersion)
    try values.encode(total, forKey: .total)
    try values.encode(attempts, forKey: .attempts)
    try values.encode(successes, forKey: .successes)
    try values.encode(anyFrameSuccesses, forKey: .anyFrameSuccesses)
    try values.encode(successRate, forKey: .successRate)
    try values.encode(successRate95, forKey: .successRate95)
    try values.encode(failures, forKey: .failures)
    try values.encode(failureCounts, forKey: .failureCounts)
    try values.encode(demonstrationCounts, forKey: .demonstrationCounts)
    try values.encode(retries, forKey: .retries)
    try values.encode(cpuSeconds, forKey: .cpuSeconds)
    try values.encode(etaSeconds, forKey: .etaSeconds)
    try values.encode(revision, forKey: .revision)
    try values.encode(createdAt, forKey: .createdAt)
    try values.encode(startedAt, forKey: .startedAt)
    try values.encode(finishedAt, forKey: .finishedAt)
    try values.encode(error, forKey: .error)
  }
}
