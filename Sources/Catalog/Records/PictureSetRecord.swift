/// One episode's pictures in one look: what they follow from, and the file when they are taken.
public struct PictureSetRecord: Sendable, Hashable, Codable {
  /// A hash of the episode and the recipe, which decide every byte.
  public var id: String
  /// Its place in the render.
  public var position: Int
  public var episode: String
  public var episodeBlob: String
  public var variant: Int
  public var styleSeed: UInt64
  /// Nil until it is taken.
  public var blob: String?
  public var bytes: Int?
  /// Frames of each camera.
  public var frames: Int?
  /// The range of its thumbnail in the render's file of them.
  public var thumbnail: [Int]?

  public enum CodingKeys: String, CodingKey {
    case id, position, episode
    case episodeBlob = "episode_blob"
    case variant
    case styleSeed = "style_seed"
    case blob, bytes, frames, thumbnail
  }

  public init(
    id: String, position: Int, episode: String, episodeBlob: String, variant: Int,
    styleSeed: UInt64
  ) {
    self.id = id
    self.position = position
    self.episode = episode
    self.episodeBlob = episodeBlob
    self.variant = variant
    self.styleSeed = styleSeed
  }
}
