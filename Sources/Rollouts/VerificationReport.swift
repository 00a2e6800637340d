/// What came of running an episode again.
public struct VerificationReport: Sendable, Hashable, Codable {
  /// The recipe, run again, gives the same states and actions.
  public var matches: Bool
  /// The recorded actions, played from the recorded first state, give the recorded states.
  public var replayMatches: Bool
  /// Where the first difference is, in words; nil when there is none.
  public var detail: String?

  public enum CodingKeys: String, CodingKey {
    case matches
    case replayMatches = "replay_matches"
    case detail
  }

  public init(matches: Bool, replayMatches: Bool, detail: String? = nil) {
    self.matches = matches
    self.replayMatches = replayMatches
    self.detail = detail
  }
}
