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
