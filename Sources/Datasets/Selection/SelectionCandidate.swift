/// What a selection knows of an episode.
public struct SelectionCandidate: Sendable, Hashable {
  public var id: String
  public var task: String
  /// Ids of the demonstrations that it was planned from.
  public var demonstrations: [String]
  /// The coverage cell in which its objects stood at reset, by any name; nil for unknown.
  public var cell: String?
  public var quality: EpisodeQuality

  public init(
    id: String, task: String = "", demonstrations: [String] = [], cell: String? = nil,
    quality: EpisodeQuality = EpisodeQuality()
  ) {
    self.id = id
    self.task = task
    self.demonstrations = demonstrations
    self.cell = cell
    self.quality = quality
  }
}
