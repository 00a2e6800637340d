/// What a worker says of an episode that it wrote as a blob.
public struct EpisodeSummary: Sendable, Hashable, Codable {
  /// SHA-256 of the encoded episode.
  public var blob: String
  /// Size of the blob.
  public var bytes: Int
  /// Control steps.
  public var steps: Int
  /// Sixteen hexadecimal digits over states and actions.
  public var stateHash: String
  /// Indices of the job's demonstrations that it was planned from, ascending.
  public var demonstrations: [Int]
  /// What it is chosen by; nil where nobody looked.
  public var traits: EpisodeTraits?
  public var path: EpisodePath?

  public enum CodingKeys: String, CodingKey {
    case blob, bytes, steps
    case stateHash = "state_hash"
    case demonstrations, traits, path
  }

  public init(
    blob: String, bytes: Int, steps: Int, stateHash: String, demonstrations: [Int],
    traits: EpisodeTraits? = nil, path: EpisodePath? = nil
  ) {
    self.blob = blob
    self.bytes = bytes
    self.steps = steps
    self.stateHash = stateHash
    self.demonstrations = demonstrations
    self.traits = traits
    self.path = path
  }
}
