/// What episodes are chosen, balanced and kept apart by, beside their numbers.
public struct EpisodeTraits: Sendable, Hashable, Codable {
  /// Of kitchens.
  public var layout: String?
  public var style: String?
  /// Which object instances a kitchen was drawn from, as its options name it.
  public var split: String?
  /// The instruction.
  public var language: String
  /// The coverage cell in which its objects stood at reset; nil where there are none.
  public var cell: String?
  /// What must not be on two sides of a split, by the axis' name: `scene`, `layout`, `object`, `texture`.
  public var identities: [String: String]

  public init(
    layout: String? = nil, style: String? = nil, split: String? = nil, language: String = "",
    cell: String? = nil, identities: [String: String] = [:]
  ) {
    self.layout = layout
    self.style = style
    self.split = split
    self.language = language
    self.cell = cell
    self.identities = identities
  }
}
