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
  /// The most attempts that are made.
  public var total: Int
  /// Attempts counted so far.
  public var attempts: Int
  public var successes: Int
  /// Attempts in which the goal held at any step: MimicGen's notion of success.
  public var anyFrameSuccesses: Int
  /// Failed attempts that were given up before any physics.
  public var screened: Int
  /// Names of the task's subtasks when the job was accepted.
  public var subtaskNames: [String]
  /// What it ended at; nil while it goes on, and when it was cancelled or could not go on.
  public var stopReason: JobStopReason?
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
  /// The 95 % interval of the same.
  public var etaSeconds95: [Double]? = nil

  /// What keeps it from going on just now, for instance a full disk; nil for nothing.
  public var waitsFor: String?

  /// Whether nothing will change any more.
  public var done: Bool { state.isFinal }

  /// Failed attempts by reason.
  public var failures: [String: Int] {
    failureCounts.reduce(into: [:]) { $0[$1.reason.rawValue, default: 0] += $1.count }
  }

  /// Successes per attempt, screened ones included; nil before the first attempt.
  public var successRate: Double? { attempts > 0 ? Double(successes) / Double(attempts) : nil }

  /// Successes per attempt that came to physics; nil before the first of those.
  public var simulatedSuccessRate: Double? {
    attempts > screened ? Double(successes) / Double(attempts - screened) : nil
  }

  /// Attempts that are still to come; for a goal as many as it takes at the rate of success so far.
  public var expectedAttempts: Double {
    let most = Double(total - attempts)
    guard let goal = spec.goal, successes > 0 else { return most }
    let missing = Double(max(0, goal.successes - successes))
    return min(most, missing * Double(attempts) / Double(successes))
  }

  /// The name of a subtask, or its number where the name is not known.
  public func subtaskName(_ index: Int) -> String {
    subtaskNames.indices.contains(index) ? subtaskNames[index] : "subtask \(index)"
  }

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
    case screened
    case simulatedSuccessRate = "simulated_success_rate"
    case failures
    case failureCounts = "failures_by_subtask"
    case demonstrationCounts = "by_demonstration"
    case retries
    case cpuSeconds = "cpu_seconds"
    case etaSeconds = "eta_s"
    case waitsFor = "waits_for"
    case etaSeconds95 = "eta_s_95"
    case revision
    case createdAt = "created_at"
    case startedAt = "started_at"
    case finishedAt = "finished_at"
    case stopReason = "stop_reason"
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
    try values.encode(screened, forKey: .screened)
    try values.encode(simulatedSuccessRate, forKey: .simulatedSuccessRate)
    try values.encode(failures, forKey: .failures)
    try values.encode(failureCounts, forKey: .failureCounts)
    try values.encode(demonstrationCounts, forKey: .demonstrationCounts)
    try values.encode(retries, forKey: .retries)
    try values.encode(cpuSeconds, forKey: .cpuSeconds)
    try values.encode(etaSeconds, forKey: .etaSeconds)
    try values.encode(waitsFor, forKey: .waitsFor)
    try values.encode(etaSeconds95, forKey: .etaSeconds95)
    try values.encode(revision, forKey: .revision)
    try values.encode(createdAt, forKey: .createdAt)
    try values.encode(startedAt, forKey: .startedAt)
    try values.encode(finishedAt, forKey: .finishedAt)
    try values.encode(stopReason, forKey: .stopReason)
    try values.encode(error, forKey: .error)
  }
}
