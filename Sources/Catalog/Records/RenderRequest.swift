import Episodes

/// Pictures to take of kept episodes, each in several looks.
public struct RenderRequest: Sendable, Hashable, Codable {
  /// Whose episodes; with `episodes` the two together are all there are.
  public var jobs: [String]
  /// Ids of single episodes.
  public var episodes: [String]
  public var cameras: CameraOptions
  /// Looks of each episode.
  public var variants: Int
  /// The first and the last style seed; looks take them in turns.
  public var styleSeeds: [UInt64]

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case jobs, episodes, cameras, variants
    case styleSeeds = "style_seeds"
  }

  public static let mostVariants = 1000
  /// So that every reader of JSON can keep them.
  public static let largestSeed: UInt64 = (1 << 53) - 1

  public init(
    jobs: [String] = [], episodes: [String] = [], cameras: CameraOptions, variants: Int = 1,
    styleSeeds: [UInt64] = [0, RenderRequest.largestSeed]
  ) {
    self.jobs = jobs
    self.episodes = episodes
    self.cameras = cameras
    self.variants = variants
    self.styleSeeds = styleSeeds
  }

  /// The style seed of a place in the render: episode by episode, and each one's variants in turn.
  public func styleSeed(at position: Int) -> UInt64 {
    let count = styleSeeds[1] - styleSeeds[0] + 1
    return styleSeeds[0] + UInt64(position) % count
  }
}
