import Episodes
import Geometry
import Scenes

/// One drawn kitchen, with the roles of a task bound to what stands in it.
public struct KitchenScene: Sendable {
  /// What predicates and motions may name of an object of the scene.
  public struct Thing: Sendable {
    public var name: String
    public var sites: [ObjectSite] = []
    public var regions: [ObjectRegion] = []
    /// States of a role's fixture, on its root.
    public var states: [StateRule] = []
    /// What its parts are called in the rules of its states: names of the scene by the model's own.
    public var localNames: [LocalName] = []
    /// Its parts that do not move in this task.
    public var boltedParts: [String] = []

    public init(name: String) { self.name = name }
  }

  /// A part's name in its model, and in the scene.
  public struct LocalName: Sendable, Hashable {
    public var local: String
    public var global: String
  }

  /// A fact that instructions may name, for instance `obj`: `a red apple`.
  public struct Fact: Sendable, Hashable {
    public var name: String
    public var words: String

    public init(name: String, words: String) {
      self.name = name
      self.words = words
    }
  }

  public var spec: KitchenSpec
  public var scene: Scene
  /// In the order of the scene's objects.
  public var things: [Thing]
  public var facts: [Fact]
  /// How many objects of the scene belong to the task; distractors come after them.
  public var taskObjectCount: Int
}
