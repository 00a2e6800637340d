/// When a job is hopeless: the rate of success is surely below this one.
///
/// "Surely" is Wilson's 95 % interval: its upper bound lies below, after at least so many attempts.
public struct JobStopBelow: Sendable, Hashable, Codable {
  /// Successes per attempt, between 0 and 1.
  public var successRate: Double
  /// The fewest attempts to judge by.
  public var after: Int

  /// Attempts to judge by when nothing is said.
  public static let usualAfter = 100

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case successRate = "success_rate"
    case after
  }

  public init(successRate: Double, after: Int = usualAfter) {
    self.successRate = successRate
    self.after = after
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    successRate = try values.decode(Double.self, forKey: .successRate)
    after = try values.decodeIfPresent(Int.self, forKey: .after) ?? Self.usualAfter
  }

  /// Whether so many successes in so many attempts are hopeless.
  public func isHopeless(successes: Int, attempts: Int) -> Bool {
    guard attempts >= after else { return false }
    return WilsonInterval.bounds(successes: successes, trials: attempts)
      .map { $0.high < successRate } ?? false
  }
}
