import Geometry
import Scenes

/// What is to be done, as data: objects, where they may start, subtasks, success, language.
public struct TaskDescription: Sendable {
  /// An object of the task, with the shape it has when a demonstration says nothing of it.
  public struct Object: Sendable, Hashable {
    public var name: String
    public var body: RigidBodyModel
    /// After how many equal turns about its own z axis it looks the same each time; 1 for never.
    public var zSymmetry: Int
    /// How it is held.
    public var mount: ObjectMount
    /// The radius that keeps other free objects away at reset, metres; nil for the body's own.
    public var horizontalRadius: Double?
    /// Points of it that predicates may name, in its frame, metres.
    public var sites: [ObjectSite]
    /// Boxes of space that go with it and that predicates may name.
    public var regions: [ObjectRegion]
    /// What of it is on or off.
    public var states: [ObjectState] = []
    /// The slot of each geom's surface; empty where nothing is known.
    public var materials: [String] = []

    public init(
      name: String, body: RigidBodyModel, zSymmetry: Int = 1, mount: ObjectMount = .free,
      horizontalRadius: Double? = nil, sites: [ObjectSite] = [], regions: [ObjectRegion] = []
    ) {
      self.name = name
      self.body = body
      self.zSymmetry = zSymmetry
      self.mount = mount
      self.horizontalRadius = horizontalRadius
      self.sites = sites
      self.regions = regions
    }

    /// What a scene sampler has to know of it, with the body that it has in a job.
    public func sceneObject(body: RigidBodyModel) -> SceneObject {
      SceneObject(name: name, body: body, mount: mount, horizontalRadius: horizontalRadius)
    }
  }

  public var name: String
  /// The instruction, in words.
  public var language: String
  /// Other ways to ask for a task on a table; what asks for one in a kitchen is drawn with its scene.
  public var paraphrases: [String] = []
  /// The robot's name in `Scenes/robots`.
  public var robot: String
  /// Sixteen hexadecimal digits over the file's text.
  public var version: String
  /// Control steps per second.
  public var controlFrequency: Double
  public var tableTop: TableTop
  public var poseWorldRobotBase: Pose
  public var objects: [Object]
  /// In the file's order.
  public var distributions: [ResetDistribution]
  /// In the order they are done.
  public var subtasks: [SubtaskDescription]
  public var generation: GenerationDescription
  public var success: SuccessDescription
  /// What kitchens it is done in; nil where it is done on a table.
  public var kitchen: KitchenTask?
  /// The steps of a composite task, in their order; empty for a task of its own.
  public var skills: [SkillStep] = []

  /// The names of the tasks whose demonstrations a composite task is done from, each once.
  public var skillTasks: [String] {
    var names: [String] = []
    for step in skills where !names.contains(step.skill.name) { names.append(step.skill.name) }
    return names
  }

  /// The index of an object by name.
  public func objectIndex(_ name: String) -> Int? { objects.firstIndex { $0.name == name } }

  /// The reset distribution of a name.
  public func distribution(_ name: String) -> ResetDistribution? {
    distributions.first { $0.name == name }
  }
}
