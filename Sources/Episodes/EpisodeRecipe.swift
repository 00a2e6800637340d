import Geometry

/// Everything needed to make an episode again, bit for bit, with the same engine version.
public struct EpisodeRecipe: Sendable, Hashable, Codable {
  /// What a subtask was planned from.
  public struct Source: Sendable, Hashable, Codable {
    /// Index within `demonstrations`.
    public var demonstration: Int
    /// The half-open range of source frames.
    public var start: Int
    public var end: Int

    public init(demonstration: Int, start: Int, end: Int) {
      self.demonstration = demonstration
      self.start = start
      self.end = end
    }
  }

  /// Where an attempt left another one's path instead of starting from reset.
  public struct Branch: Sendable, Hashable, Codable {
    /// The motion, in the same scene, whose first subtasks it shares.
    public var motion: Int
    /// The first subtask that is its own.
    public var subtask: Int

    public init(motion: Int, subtask: Int) {
      self.motion = motion
      self.subtask = subtask
    }
  }

  /// An object's drawn pose.
  public struct Placement: Sendable, Hashable, Codable {
    public var object: String
    public var pose: Pose

    public init(object: String, pose: Pose) {
      self.object = object
      self.pose = pose
    }
  }

  public var engineVersion: String
  public var task: String
  /// A hash of the task's and the robot's text.
  public var taskVersion: String
  public var robot: String
  public var distribution: String
  /// Content hashes of the job's demonstrations, in the job's order.
  public var demonstrations: [String]
  public var seed: UInt64
  public var scene: Int
  public var motion: Int
  public var options: MotionOptions
  /// The instruction, in words.
  public var language: String
  /// Control steps per second.
  public var controlFrequency: Double
  /// What was drawn for the scene.
  public var placements: [Placement]
  /// What was drawn for the motion, by subtask.
  public var sources: [Source]
  /// Nil when it started from reset.
  public var branch: Branch?
  /// Whether reset cells were taken in turns; nil for not.
  public var stratify: Bool?
  /// What the job drew physics from, and what was drawn for this attempt; nil where nothing was changed.
  public var randomization: RandomizationSpec?
  public var drawnPhysics: RandomizationDraw?
  /// What the job asked of its kitchens, and the kitchen of this attempt; nil on a table.
  public var kitchen: KitchenOptions?
  public var kitchenSpec: KitchenSpec?

  public enum CodingKeys: String, CodingKey {
    case engineVersion = "engine_version"
    case task
    case taskVersion = "task_version"
    case robot, distribution, demonstrations, seed, scene, motion, options, language
    case controlFrequency = "control_frequency"
    case placements, sources, branch, stratify, randomization
    case drawnPhysics = "drawn_physics"
    case kitchen
    case kitchenSpec = "kitchen_spec"
  }

  public init(
    engineVersion: String = EngineVersion.current, task: String, taskVersion: String,
    robot: String, distribution: String, demonstrations: [String], seed: UInt64, scene: Int,
    motion: Int, options: MotionOptions, language: String, controlFrequency: Double,
    placements: [Placement], sources: [Source], branch: Branch? = nil
  ) {
    self.engineVersion = engineVersion
    self.task = task
    self.taskVersion = taskVersion
    self.robot = robot
    self.distribution = distribution
    self.demonstrations = demonstrations
    self.seed = seed
    self.scene = scene
    self.motion = motion
    self.options = options
    self.language = language
    self.controlFrequency = controlFrequency
    self.placements = placements
    self.sources = sources
    self.branch = branch
  }
}
