import Episodes

/// What a job is asked to do: so many motions in each of so many scenes, from these demonstrations.
///
/// Decoding is strict: a key that nobody reads is an error.
public struct JobSpec: Sendable, Hashable, Codable {
  /// How many scenes, and where they are drawn from.
  public struct Scenes: Sendable, Hashable, Codable {
    public var count: Int
    /// Name of one of the task's reset distributions.
    public var distribution: String
    /// Whether the scenes are spread evenly over the distribution; nil for not.
    public var stratify: Bool?
    /// Which kitchens, for a task that is done in one; nil for any.
    public var kitchen: KitchenOptions?

    public enum CodingKeys: String, CodingKey, CaseIterable {
      case count, distribution, stratify, kitchen
    }

    public init(
      count: Int, distribution: String = "D0", stratify: Bool? = nil,
      kitchen: KitchenOptions? = nil
    ) {
      self.count = count
      self.distribution = distribution
      self.stratify = stratify
      self.kitchen = kitchen
    }

    public init(from decoder: any Decoder) throws {
      try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
      let values = try decoder.container(keyedBy: CodingKeys.self)
      count = try values.decode(Int.self, forKey: .count)
      distribution = try values.decodeIfPresent(String.self, forKey: .distribution) ?? "D0"
      stratify = try values.decodeIfPresent(Bool.self, forKey: .stratify)
      kitchen = try values.decodeIfPresent(KitchenOptions.self, forKey: .kitchen)
    }
  }

  /// How many motions per scene, and the generator's options beside the count.
  public struct Motions: Sendable, Hashable, Codable {
    public var count: Int
    public var options: MotionOptions

    public enum CodingKeys: String, CodingKey { case count }

    public init(count: Int, options: MotionOptions = MotionOptions()) {
      self.count = count
      self.options = options
    }

    public init(from decoder: any Decoder) throws {
      try decoder.refuseUnknownKeys(MotionOptions.names + ["count"])
      count = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .count)
      options = try MotionOptions(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
      try options.encode(to: encoder)
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(count, forKey: .count)
    }
  }

  public var task: String
  /// Ids of demonstrations, in the order that recipes refer to them by.
  public var demonstrations: [String]
  public var scenes: Scenes
  public var motions: Motions
  public var seed: UInt64
  /// A job with a greater number goes first; 0 when not said.
  public var priority: Int
  /// Successes to end with; nil to make every attempt.
  public var goal: JobGoal?
  /// What it may cost; nil for no caps.
  public var limits: JobLimits?
  /// When it is hopeless; nil for never.
  public var stopBelow: JobStopBelow?
  /// What each attempt draws its physics from; nil for the task's own.
  public var randomization: RandomizationSpec?
  /// Pictures that datasets of the job hold; nil for none.
  public var cameras: CameraOptions?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case task, demonstrations, scenes, motions, seed, priority, goal, limits, randomization
    case cameras
    case stopBelow = "stop_below"
  }

  public init(
    task: String, demonstrations: [String], scenes: Scenes, motions: Motions, seed: UInt64,
    priority: Int = 0, goal: JobGoal? = nil, limits: JobLimits? = nil,
    stopBelow: JobStopBelow? = nil, randomization: RandomizationSpec? = nil,
    cameras: CameraOptions? = nil
  ) {
    self.cameras = cameras
    self.task = task
    self.demonstrations = demonstrations
    self.scenes = scenes
    self.motions = motions
    self.seed = seed
    self.priority = priority
    self.goal = goal
    self.limits = limits
    self.stopBelow = stopBelow
    self.randomization = randomization
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    task = try values.decode(String.self, forKey: .task)
    demonstrations = try values.decode([String].self, forKey: .demonstrations)
    scenes = try values.decode(Scenes.self, forKey: .scenes)
    motions = try values.decode(Motions.self, forKey: .motions)
    seed = try values.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0
    priority = try values.decodeIfPresent(Int.self, forKey: .priority) ?? 0
    goal = try values.decodeIfPresent(JobGoal.self, forKey: .goal)
    limits = try values.decodeIfPresent(JobLimits.self, forKey: .limits)
    stopBelow = try values.decodeIfPresent(JobStopBelow.self, forKey: .stopBelow)
    randomization = try values.decodeIfPresent(RandomizationSpec.self, forKey: .randomization)
    cameras = try values.decodeIfPresent(CameraOptions.self, forKey: .cameras)
  }

  /// The attempts that there are to draw from: scenes times motions.
  public var pool: Int { scenes.count * motions.count }

  /// The most attempts that are made: the pool, or fewer by a cap.
  public var total: Int {
    min(pool, goal?.maxAttempts ?? .max, limits?.maxAttempts ?? .max)
  }

  /// Whether it may end before the pool is used up; then its attempts have a fixed order.
  public var mayEndEarly: Bool {
    goal != nil || stopBelow != nil || !(limits?.isEmpty ?? true)
  }
}
