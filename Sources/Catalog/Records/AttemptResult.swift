import Episodes

/// One attempt's outcome, and its episode when it was a success.
public struct AttemptResult: Sendable, Hashable, Codable {
  public var outcome: AttemptOutcome
  public var episode: EpisodeSummary?

  public init(outcome: AttemptOutcome, episode: EpisodeSummary? = nil) {
    self.outcome = outcome
    self.episode = episode
  }
}
