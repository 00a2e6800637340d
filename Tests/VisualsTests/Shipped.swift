import Episodes
import Geometry
import Rendering
import Robots
import Rollouts
import Scenes
import Tasks
import TestSupport
import Testing
import Visuals

/// What ships, read once, and scenes of it.
enum Shipped {
  static let folder = Repository.root.appendingPathComponent("Scenes").path
  static let visuals = Result { try VisualLibrary(scenesFolder: folder) }
  private static let tasks = Result { try TaskLibrary(folder: "\(folder)/tasks") }
  private static let robots = Result { try RobotLibrary(folder: "\(folder)/robots") }

  static func preset(_ name: String) throws -> VisualPreset {
    try #require(try visuals.get().preset(named: name))
  }

  static func robot(_ name: String = "panda") throws -> RobotModel {
    try #require(try robots.get().robot(named: name))
  }

  /// A scene of a task as it begins, the robot at home.
  static func scene(_ name: String, index: Int = 0) throws -> RenderScene {
    let task = try #require(try tasks.get().task(named: name))
    let robot = try robot(task.robot)
    let scenes = TaskScenes(
      task: task, robot: robot, distribution: try #require(task.distribution("D0")), seed: 1,
      kitchen: task.kitchen == nil ? nil : KitchenOptions())
    let drawn = try scenes.drawn(index).scene
    var scene = RenderScene(drawn)
    scene.add(
      robot, base: drawn.poseWorldRobotBase, jointPositions: robot.home,
      fingerOpening: robot.gripper.homeOpening)
    return scene
  }

  static func look(
    _ preset: VisualPreset, seed: UInt64, split: KitchenOptions.Split = .train
  ) throws -> LookDraw {
    LookDraw(
      preset: preset, textures: try visuals.get().textures, split: split, styleSeed: seed)
  }

  /// A scene in a look of a shipped preset.
  static func dressed(_ scene: RenderScene, _ name: String, seed: UInt64) throws -> RenderScene {
    var dressed = scene
    _ = try look(try preset(name), seed: seed).apply(to: &dressed)
    return dressed
  }
}
