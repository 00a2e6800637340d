/// What came of the attempts that ended while following one demonstration.
public struct JobDemonstrationCount: Sendable, Hashable, Codable {
  /// The demonstration's id.
  public var demonstration: String
  public var attempts: Int
  public var successes: Int

  public init(demonstration: String, attempts: Int, successes: Int) {
    self.demonstration = demonstration
    self.attempts = attempts
    self.successes = successes
  }
}
