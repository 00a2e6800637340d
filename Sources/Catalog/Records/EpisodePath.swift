/// An episode's motion in a few points, by which near-duplicates are found.
public struct EpisodePath: Sendable, Hashable, Codable {
  /// What must be the same for two episodes to be alike at all.
  public var kind: String
  /// Metres, world frame: x, y and z of each point in turn, to a tenth of a millimetre.
  public var points: [Double]

  public init(kind: String, points: [Double]) {
    self.kind = kind
    self.points = points
  }
}
