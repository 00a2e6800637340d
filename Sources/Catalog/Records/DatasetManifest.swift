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

  /// A job that episodes come from.
  public struct Job: Sendable, Hashable, Codable {
    /// A demonstration by its id and the hash of what it holds.
    public struct Source: Sendable, Hashable, Codable {
      public var id: String
      public var sha256: String

      public init(id: String, sha256: String) {
        self.id = id
        self.sha256 = sha256
      }
    }

    public var id: String
    public var task: String
    public var distribution: String
    public var seed: UInt64
    public var engineVersion: String
    public var taskVersion: String
    public var demonstrations: [Source]

    public enum CodingKeys: String, CodingKey {
      case id, task, distribution, seed
      case engineVersion = "engine_version"
      case taskVersion = "task_version"
      case demonstrations
    }

    public init(_ job: JobRecord, sha256s: [String]) {
      id = job.id
      task = job.spec.task
      distribution = job.spec.scenes.distribution
      seed = job.spec.seed
      engineVersion = job.engineVersion
      taskVersion = job.taskVersion
      demonstrations = zip(job.spec.demonstrations, sha256s).map(Source.init)
    }
  }

  public var files: [File]
  public var episodes: Int
  /// Episodes for training, for validation and for a test, as they came out, not as they were asked for.
  public var train: Int
  public var valid: Int
  public var test: Int
  /// Control steps of all episodes.
  public var steps: Int
  public var task: String
  public var engineVersion: String
  /// Ids of the demonstrations that the episodes were planned from.
  public var demonstrations: [String]
  /// Under which it may be used.
  public var license: String?
  /// By their ids; empty for datasets of before they were noted.
  public var jobs: [Job]

  public enum CodingKeys: String, CodingKey {
    case files, episodes, train, valid, test, steps, task
    case engineVersion = "engine_version"
    case demonstrations, license, jobs
  }

  /// Files that tell where the others come from; readers of the format do not know them.
  public static let companions = ["lineage.jsonl", "manifest.json"]

  /// The files that the format consists of.
  public var formatFiles: [File] {
    let names = Self.companions + Self.companions.map { "meta/\($0)" }
    return files.filter { !names.contains($0.path) }
  }

  /// Bytes of all files.
  public var size: Int { files.reduce(0) { $0 + $1.size } }

  public init(
    files: [File], episodes: Int, train: Int, valid: Int, test: Int = 0, steps: Int,
    task: String, engineVersion: String, demonstrations: [String], license: String? = nil,
    jobs: [Job] = []
  ) {
    self.files = files
    self.episodes = episodes
    self.train = train
    self.valid = valid
    self.test = test
    self.steps = steps
    self.task = task
    self.engineVersion = engineVersion
    self.demonstrations = demonstrations
    self.license = license
    self.jobs = jobs
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    files = try values.decode([File].self, forKey: .files)
    episodes = try values.decode(Int.self, forKey: .episodes)
    train = try values.decode(Int.self, forKey: .train)
    valid = try values.decode(Int.self, forKey: .valid)
    test = try values.decodeIfPresent(Int.self, forKey: .test) ?? 0
    steps = try values.decode(Int.self, forKey: .steps)
    task = try values.decode(String.self, forKey: .task)
    engineVersion = try values.decode(String.self, forKey: .engineVersion)
    demonstrations = try values.decode([String].self, forKey: .demonstrations)
    license = try values.decodeIfPresent(String.self, forKey: .license)
    jobs = try values.decodeIfPresent([Job].self, forKey: .jobs) ?? []
  }
}
