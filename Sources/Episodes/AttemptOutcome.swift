/// How one attempt ended.
public struct AttemptOutcome: Sendable, Hashable, Codable {
  /// Index of the scene within the job.
  public var scene: Int
  /// Index of the motion within the scene.
  public var motion: Int
  /// Nil for a success.
  public var failure: FailureReason?
  /// Whether it was given up before any physics, by planning alone; a screened attempt has failed.
  public var screened: Bool
  /// The subtask in which it failed; nil for a success.
  public var subtask: Int?
  /// Index, within the job's demonstrations, of the one in use when it ended.
  public var demonstration: Int
  /// Control steps executed.
  public var steps: Int
  /// Whether the success predicate held at any step: MimicGen's notion, kept for parity.
  public var anyFrameSuccess: Bool
  /// CPU seconds of the worker.
  public var cpuSeconds: Double
  /// What was measured, by name: for instance `penetration_m`, `solver_fallbacks`.
  public var metrics: [String: Double]
  /// More words for a person; nil when the reason says all.
  public var detail: String?

  public enum CodingKeys: String, CodingKey {
    case scene, motion, failure, screened, subtask, demonstration, steps
    case anyFrameSuccess = "any_frame_success"
    case cpuSeconds = "cpu_seconds"
    case metrics, detail
  }

  public init(
    scene: Int, motion: Int, failure: FailureReason? = nil, screened: Bool = false,
    subtask: Int? = nil,
    demonstration: Int, steps: Int, anyFrameSuccess: Bool, cpuSeconds: Double,
    metrics: [String: Double] = [:], detail: String? = nil
  ) {
    self.scene = scene
    self.motion = motion
    self.failure = failure
    self.screened = screened
    self.subtask = subtask
    self.demonstration = demonstration
    self.steps = steps
    self.anyFrameSuccess = anyFrameSuccess
    self.cpuSeconds = cpuSeconds
    self.metrics = metrics
    self.detail = detail
  }

  public var succeeded: Bool { failure == nil }
}
