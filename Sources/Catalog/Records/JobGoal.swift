/// How many successes a job is to end with: MimicGen's `generation_guarantee`.
///
/// Without a goal every attempt is made: MimicGen's fixed number of attempts.
public struct JobGoal: Sendable, Hashable, Codable {
  /// The job ends as soon as this many are counted.
  public var successes: Int
  /// It gives up after this many attempts; nil for all of scenes times motions.
  public var maxAttempts: Int?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case successes
    case maxAttempts = "max_attempts"
  }

  public init(successes: Int, maxAttempts: Int? = nil) {
    self.successes = successes
    self.maxAttempts = maxAttempts
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    successes = try values.decode(Int.self, forKey: .successes)
    maxAttempts = try values.decodeIfPresent(Int.self, forKey: .maxAttempts)
  }
}
