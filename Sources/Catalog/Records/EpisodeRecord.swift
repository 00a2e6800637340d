/// A kept episode: where it comes from, and the blob that holds it.
public struct EpisodeRecord: Sendable, Hashable, Codable {
  /// `ep_` and sixteen digits that job, scene and motion decide.
  public var id: String
  public var job: String
  public var scene: Int
  public var motion: Int
  public var task: String
  /// Ids of the demonstrations that it was planned from.
  public var demonstrations: [String]
  /// Control steps.
  public var steps: Int
  /// SHA-256 of the encoded episode.
  public var blob: String
  public var bytes: Int
  /// Sixteen hexadecimal digits over states and actions.
  public var stateHash: String
  public var anyFrameSuccess: Bool
  /// What was measured, by name.
  public var metrics: [String: Double]
  /// What it is chosen by beside that; nil for episodes of before it was noted.
  public var traits: EpisodeTraits?
  /// Seconds since 1970.
  public var createdAt: Double

  public enum CodingKeys: String, CodingKey {
    case id, job, scene, motion, task, demonstrations, steps, blob, bytes
    case stateHash = "state_hash"
    case anyFrameSuccess = "any_frame_success"
    case metrics, traits
    case createdAt = "created_at"
  }
}
