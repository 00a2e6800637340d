/// What a job that ran to an end ended at.
public enum JobStopReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every motion of every scene was attempted.
  case allAttempts = "all_attempts"
  /// As many successes as asked for.
  case goal
  /// The cap on attempts.
  case maxAttempts = "max_attempts"
  /// The cap on time.
  case wallSeconds = "wall_seconds"
  /// The cap on the workers' CPU time.
  case cpuSeconds = "cpu_seconds"
  /// Hopeless: the rate of success is below the one asked for. The job has failed.
  case successRate = "success_rate"

  /// Whether tasks of the job may be left undone.
  var leavesTasks: Bool { self != .allAttempts && self != .maxAttempts }
}
