import Episodes

/// Which episodes a dataset takes.
public struct DatasetFilter: Sendable, Hashable, Codable {
  /// Ids of jobs of one task; the dataset's order is theirs, then scene, then motion.
  ///
  /// In a request it may be empty for all jobs of a task.
  public var jobs: [String]
  /// What the jobs' episodes must meet.
  public var episodes: EpisodeFilter
  /// At most so many, the first of the dataset's order; nil for all.
  public var limit: Int?

  public enum CodingKeys: String, CodingKey, CaseIterable { case jobs, limit }

  public init(
    jobs: [String], episodes: EpisodeFilter = EpisodeFilter(), limit: Int? = nil
  ) {
    self.jobs = jobs
    self.episodes = episodes
    self.limit = limit
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(
      CodingKeys.allCases.map(\.rawValue) + EpisodeFilter.CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    jobs = try values.decodeIfPresent([String].self, forKey: .jobs) ?? []
    limit = try values.decodeIfPresent(Int.self, forKey: .limit)
    episodes = try EpisodeFilter(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    try episodes.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(jobs, forKey: .jobs)
    try values.encodeIfPresent(limit, forKey: .limit)
  }
}

/// What a dataset is asked to be; each request of a name makes its next version.
public struct DatasetRequest: Sendable, Hashable, Codable {
  /// 1 to 64 of `a`-`z`, `0`-`9`, `_` and `-`.
  public var name: String
  /// The name of a `DatasetFormat`.
  public var format: String
  /// Which episodes; those of the render where there is one.
  public var filter: DatasetFilter
  /// Nil for all that the filter lets through.
  public var choice: DatasetChoice?
  public var split: DatasetSplit
  /// Nil for everything as it was recorded.
  public var options: DatasetOptions?
  /// Under which it may be used, for instance `CC-BY-4.0`; it goes into the manifest.
  public var license: String?
  /// Pictures that observations hold; nil for those that the jobs ask for.
  public var cameras: CameraOptions?
  /// The render whose pictures it takes, each look of an episode as an episode of its own.
  public var render: String?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case name, format, filter
    case choice = "choose"
    case split, options, license, cameras, render
  }

  public init(
    name: String, format: String = "robomimic", filter: DatasetFilter,
    choice: DatasetChoice? = nil, split: DatasetSplit = DatasetSplit(),
    options: DatasetOptions? = nil, license: String? = nil, cameras: CameraOptions? = nil,
    render: String? = nil
  ) {
    self.name = name
    self.format = format
    self.filter = filter
    self.choice = choice
    self.split = split
    self.options = options
    self.license = license
    self.cameras = cameras
    self.render = render
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    format = try values.decodeIfPresent(String.self, forKey: .format) ?? "robomimic"
    render = try values.decodeIfPresent(String.self, forKey: .render)
    cameras = try values.decodeIfPresent(CameraOptions.self, forKey: .cameras)
    filter =
      try values.decodeIfPresent(DatasetFilter.self, forKey: .filter) ?? DatasetFilter(jobs: [])
    choice = try values.decodeIfPresent(DatasetChoice.self, forKey: .choice)
    split = try values.decodeIfPresent(DatasetSplit.self, forKey: .split) ?? DatasetSplit()
    options = try values.decodeIfPresent(DatasetOptions.self, forKey: .options)
    license = try values.decodeIfPresent(String.self, forKey: .license)
  }
}
