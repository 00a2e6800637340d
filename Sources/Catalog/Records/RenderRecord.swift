/// Where a render stands.
public enum RenderState: String, Sendable, Hashable, Codable, CaseIterable {
  case queued, running, ready, failed, cancelled
}

/// Pictures that were asked for, and how far they are.
public struct RenderRecord: Sendable, Hashable, Codable {
  public var id: String
  public var state: RenderState
  public var request: RenderRequest
  public var task: String
  /// Picture sets: episodes times variants.
  public var total: Int
  public var done: Int
  public var error: String?
  /// The file of thumbnails, once ready.
  public var thumbnails: Blob?
  /// Seconds since 1970.
  public var createdAt: Double
  public var finishedAt: Double?

  /// A file by its content.
  public struct Blob: Sendable, Hashable, Codable {
    public var sha256: String
    public var size: Int

    public init(sha256: String, size: Int) {
      self.sha256 = sha256
      self.size = size
    }
  }

  public enum CodingKeys: String, CodingKey {
    case id, state, request, task, total, done, error, thumbnails
    case createdAt = "created_at"
    case finishedAt = "finished_at"
  }
}

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

/// Pictures that a worker has taken.
public struct TakenPictures: Sendable, Hashable, Codable {
  /// The picture set's id.
  public var id: String
  public var blob: String
  public var bytes: Int
  public var frames: Int
  /// A small JPEG of the first camera, halfway through.
  public var thumbnailBlob: String
  public var thumbnailBytes: Int

  public init(
    id: String, blob: String, bytes: Int, frames: Int, thumbnailBlob: String, thumbnailBytes: Int
  ) {
    self.id = id
    self.blob = blob
    self.bytes = bytes
    self.frames = frames
    self.thumbnailBlob = thumbnailBlob
    self.thumbnailBytes = thumbnailBytes
  }
}
