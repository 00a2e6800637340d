/// What a selection knows of an episode.
public struct SelectionCandidate: Sendable, Hashable {
  public var id: String
  public var job: String
  public var task: String
  /// Ids of the demonstrations that it was planned from.
  public var demonstrations: [String]
  /// The coverage cell in which its objects stood at reset, by any name; nil for unknown.
  public var cell: String?
  /// Of kitchens.
  public var layout: String?
  public var style: String?
  public var split: String?
  /// The instruction.
  public var language: String
  public var quality: EpisodeQuality

  public init(
    id: String, job: String = "", task: String = "", demonstrations: [String] = [],
    cell: String? = nil, layout: String? = nil, style: String? = nil, split: String? = nil,
    language: String = "", quality: EpisodeQuality = EpisodeQuality()
  ) {
    self.id = id
    self.job = job
    self.task = task
    self.demonstrations = demonstrations
    self.cell = cell
    self.layout = layout
    self.style = style
    self.split = split
    self.language = language
    self.quality = quality
  }
}
