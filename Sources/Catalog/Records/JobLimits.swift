/// What a job may cost; it ends, with what it kept, at the first cap that it reaches.
public struct JobLimits: Sendable, Hashable, Codable {
  /// Seconds since its first attempt was handed out, pauses included.
  public var wallSeconds: Double?
  /// CPU seconds of workers in counted attempts.
  public var cpuSeconds: Double?
  /// Attempts counted.
  public var maxAttempts: Int?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case wallSeconds = "wall_seconds"
    case cpuSeconds = "cpu_seconds"
    case maxAttempts = "max_attempts"
  }

  public init(wallSeconds: Double? = nil, cpuSeconds: Double? = nil, maxAttempts: Int? = nil) {
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.maxAttempts = maxAttempts
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    wallSeconds = try values.decodeIfPresent(Double.self, forKey: .wallSeconds)
    cpuSeconds = try values.decodeIfPresent(Double.self, forKey: .cpuSeconds)
    maxAttempts = try values.decodeIfPresent(Int.self, forKey: .maxAttempts)
  }

  /// Whether no cap is set.
  public var isEmpty: Bool { wallSeconds == nil && cpuSeconds == nil && maxAttempts == nil }
}
