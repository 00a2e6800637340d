/// What a finished dataset holds.
public struct DatasetManifest: Sendable, Hashable, Codable {
  /// One file of a dataset.
  public struct File: Sendable, Hashable, Codable {
    /// Relative to the version's folder.
    public var path: String
    public var size: Int
    public var sha256: String

    public init(path: String, size: Int, sha256: String) {
      self.path = path
      self.size = size
      self.sha256 = sha256
    }
  }

  public var files: [File]
  public var episodes: Int
  /// Episodes for training and for validation.
  public var train: Int
  public var valid: Int
  /// Control steps of all episodes.
  public var steps: Int
  public var task: String
  public var engineVersion: String
  /// Ids of the demonstrations that the episodes were planned from.
  public var demonstrations: [String]

  public enum CodingKeys: String, CodingKey {
    case files, episodes, train, valid, steps, task
    case engineVersion = "engine_version"
    case demonstrations
  }

  /// Bytes of all files.
  public var size: Int { files.reduce(0) { $0 + $1.size } }

  public init(
    files: [File], episodes: Int, train: Int, valid: Int, steps: Int, task: String,
    engineVersion: String, demonstrations: [String]
  ) {
    self.files = files
    self.episodes = episodes
    self.train = train
    self.valid = valid
    self.steps = steps
    self.task = task
    self.engineVersion = engineVersion
    self.demonstrations = demonstrations
  }
}
