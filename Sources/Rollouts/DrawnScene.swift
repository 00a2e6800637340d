import Episodes
import Scenes
import Tasks

/// A scene as the attempts of a job find it, with the task as it is there.
public struct DrawnScene: Sendable {
  /// Bodies, joints, regions and the instruction may differ from scene to scene; indices do not.
  public var task: TaskDescription
  public var scene: Scene
  /// What the scene follows from, where it is a kitchen.
  public var kitchen: KitchenSpec?

  public init(task: TaskDescription, scene: Scene, kitchen: KitchenSpec? = nil) {
    self.task = task
    self.scene = scene
    self.kitchen = kitchen
  }
}
