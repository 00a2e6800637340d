import Episodes
import Kitchens
import Scenes
import Tasks

/// A scene as the attempts of a job find it, with the task as it is there.
public struct DrawnScene: Sendable {
  /// Bodies, joints, regions and the instruction may differ from scene to scene; indices do not.
  public var task: TaskDescription
  public var scene: Scene
  /// What the scene follows from, where it is a kitchen.
  public var kitchen: KitchenSpec?
  /// What instructions may name of a kitchen.
  public var facts: [KitchenScene.Fact]

  public init(
    task: TaskDescription, scene: Scene, kitchen: KitchenSpec? = nil,
    facts: [KitchenScene.Fact] = []
  ) {
    self.facts = facts
    self.task = task
    self.scene = scene
    self.kitchen = kitchen
  }
}
