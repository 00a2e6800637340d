import Episodes

/// A counted attempt; of a failure this is all that is kept.
public struct AttemptRecord: Sendable, Hashable, Codable {
  public var job: String
  public var scene: Int
  public var motion: Int
  /// Nil for a success.
  public var failure: FailureReason?
  public var subtask: Int?
  /// Index of the job's demonstration in use when it ended; nil when the worker died.
  public var demonstration: Int?
  public var steps: Int
  public var anyFrameSuccess: Bool
  /// Whether it was given up before any physics.
  public var screened: Bool
  public var cpuSeconds: Double
  public var detail: String?
  /// Seconds since 1970.
  public var createdAt: Double

  public enum CodingKeys: String, CodingKey {
    case job, scene, motion, failure, subtask, demonstration, steps
    case anyFrameSuccess = "any_frame_success"
    case screened
    case cpuSeconds = "cpu_seconds"
    case detail
    case createdAt = "created_at"
  }
}
