/// How much a key may use; what is nil is not limited.
public struct KeyLimits: Sendable, Hashable, Codable {
  /// Requests per second in the long run.
  public var requestsPerSecond: Double?
  /// Requests at once; twice the rate, at least 1, when not said.
  public var burst: Int?
  /// Bytes of uploaded files from midnight to midnight, UTC.
  public var uploadBytesPerDay: Int?
  /// Jobs that are queued, running or paused.
  public var unfinishedJobs: Int?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case requestsPerSecond = "requests_per_second"
    case burst
    case uploadBytesPerDay = "upload_bytes_per_day"
    case unfinishedJobs = "unfinished_jobs"
  }

  public init(
    requestsPerSecond: Double? = nil, burst: Int? = nil, uploadBytesPerDay: Int? = nil,
    unfinishedJobs: Int? = nil
  ) {
    self.requestsPerSecond = requestsPerSecond
    self.burst = burst
    self.uploadBytesPerDay = uploadBytesPerDay
    self.unfinishedJobs = unfinishedJobs
  }

  /// The values that each limit may have.
  public static let rates = 0.01...10_000.0
  public static let bursts = 1...100_000
  public static let uploads = 1...(1 << 50)
  public static let jobs = 1...100_000

  /// The first limit that cannot be, and why.
  var problem: (name: String, reason: String)? {
    if let rate = requestsPerSecond, !Self.rates.contains(rate) {
      return ("requests_per_second", "must be between 0.01 and 10000")
    }
    if let burst, !Self.bursts.contains(burst) {
      return ("burst", "must be between 1 and \(Self.bursts.upperBound)")
    }
    if burst != nil, requestsPerSecond == nil {
      return ("burst", "needs requests_per_second beside it")
    }
    if let bytes = uploadBytesPerDay, !Self.uploads.contains(bytes) {
      return ("upload_bytes_per_day", "must be between 1 and \(Self.uploads.upperBound)")
    }
    if let jobs = unfinishedJobs, !Self.jobs.contains(jobs) {
      return ("unfinished_jobs", "must be between 1 and \(Self.jobs.upperBound)")
    }
    return nil
  }
}
