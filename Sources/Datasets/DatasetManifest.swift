/// What a dataset version is: its files, what is in them, and where that came from.
public struct DatasetManifest: Sendable, Hashable, Codable {
  /// The formats that datasets are written in.
  public enum Format: String, Sendable, Hashable, Codable, CaseIterable {
    case robomimic
    case lerobot
  }

  /// One file of the dataset.
  public struct File: Sendable, Hashable, Codable {
    /// Relative to the dataset version, with slashes.
    public var path: String
    /// Bytes.
    public var size: Int
    /// Lower-case hexadecimal.
    public var sha256: String

    /// A file with its size in bytes and the hash of its content.
    public init(path: String, size: Int, sha256: String) {
      self.path = path
      self.size = size
      self.sha256 = sha256
    }
  }

  /// How much is in it.
  public struct Counts: Sendable, Hashable, Codable {
    public var episodes: Int
    public var frames: Int
    /// Episodes for training and for validation.
    public var train: Int
    public var valid: Int

    /// Counts of episodes and frames.
    public init(episodes: Int, frames: Int, train: Int, valid: Int) {
      self.episodes = episodes
      self.frames = frames
      self.train = train
      self.valid = valid
    }
  }

  /// Which episodes were asked for; nil does not restrict.
  public struct Filter: Sendable, Hashable, Codable {
    public var jobs: [String]?
    public var demonstrations: [String]?
    public var tasks: [String]?
    public var maxEpisodes: Int?

    enum CodingKeys: String, CodingKey {
      case jobs, demonstrations, tasks
      case maxEpisodes = "max_episodes"
    }

    /// A filter by ids and names.
    public init(
      jobs: [String]? = nil, demonstrations: [String]? = nil, tasks: [String]? = nil,
      maxEpisodes: Int? = nil
    ) {
      self.jobs = jobs
      self.demonstrations = demonstrations
      self.tasks = tasks
      self.maxEpisodes = maxEpisodes
    }
  }

  /// What the episodes were made from.
  public struct Lineage: Sendable, Hashable, Codable {
    public var jobs: [String]
    /// Content hashes.
    public var demonstrations: [String]
    public var tasks: [String]

    /// The jobs, demonstrations and tasks behind a dataset.
    public init(jobs: [String], demonstrations: [String], tasks: [String]) {
      self.jobs = jobs
      self.demonstrations = demonstrations
      self.tasks = tasks
    }
  }

  public var name: String
  public var version: Int
  public var format: Format
  public var files: [File]
  public var counts: Counts
  public var filter: Filter
  public var lineage: Lineage
  /// The version of the engine that made the episodes.
  public var engineVersion: String

  enum CodingKeys: String, CodingKey {
    case name, version, format, files, counts, filter, lineage
    case engineVersion = "engine_version"
  }

  /// A manifest of all parts.
  public init(
    name: String, version: Int, format: Format, files: [File], counts: Counts, filter: Filter,
    lineage: Lineage, engineVersion: String
  ) {
    self.name = name
    self.version = version
    self.format = format
    self.files = files
    self.counts = counts
    self.filter = filter
    self.lineage = lineage
    self.engineVersion = engineVersion
  }
}
