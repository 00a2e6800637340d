/// What an earlier job of the same task and distribution came to: what a forecast rests on.
public struct PastJob: Sendable, Hashable {
  public var id: String
  public var attempts: Int
  public var successes: Int
  /// CPU seconds of workers in its counted attempts.
  public var cpuSeconds: Double

  public init(id: String, attempts: Int, successes: Int, cpuSeconds: Double) {
    self.id = id
    self.attempts = attempts
    self.successes = successes
    self.cpuSeconds = cpuSeconds
  }
}
