import Episodes

/// Pictures to take: of one episode mostly, so that its scene is made once.
public struct RenderOrder: Sendable, Hashable, Codable {
  /// One picture set.
  public struct Item: Sendable, Hashable, Codable {
    public var id: String
    /// The episode's blob.
    public var episode: String
    public var recipe: PictureRecipe
  }

  public var items: [Item]
}

/// A strip or a clip to make of an episode through the recipe's first camera.
public struct PreviewOrder: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A few frames side by side, JPEG.
    case strip
    /// All frames, H.264 in MP4.
    case clip
  }

  public var kind: Kind
  /// The episode's blob.
  public var episode: String
  public var recipe: PictureRecipe
  /// Frames per second.
  public var frequency: Double
}

/// What a file of pictures says of itself.
struct PictureLineage: Encodable {
  var episodeBlob: String
  var recipe: PictureRecipe

  enum CodingKeys: String, CodingKey {
    case episodeBlob = "episode_blob"
    case recipe
  }
}
