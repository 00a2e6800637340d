import Episodes
import Geometry
import Kitchens
import Rendering
import Robots
import Scenes

/// A scene to draw that follows an episode's recorded states.
struct Stage {
  var scene: RenderScene
  private(set) var placement: CameraPlacement
  private let robot: RobotModel
  /// Bodies of the scene by the episode's bodies.
  private let moved: [(body: Int, drawn: Int)]
  /// The episode's body that is the driven base, and the arm's foot in its frame.
  private let base: (body: Int, poseBaseMount: Pose)?

  init(_ world: Scene, robot: RobotModel, episode: Episode) {
    self.robot = robot
    scene = RenderScene(world)
    placement = CameraPlacement(world)
    scene.add(
      robot, base: world.poseWorldRobotBase, jointPositions: robot.home,
      fingerOpening: robot.gripper.homeOpening)

    // hand and fingers are where they were, not where the joints would have them
    let own = [
      "hand": "robot/hand", "finger_left": "robot/finger+", "finger_right": "robot/finger-",
    ]
    var moved: [(body: Int, drawn: Int)] = []
    for (index, name) in episode.bodies.enumerated() {
      let name = index < 3 ? own[name] ?? name : name
      for (drawn, body) in scene.bodies.enumerated() where body.name == name {
        moved.append((index, drawn))
      }
    }
    self.moved = moved
    base = episode.bodies.firstIndex(of: KitchenDescription.baseName).map { index in
      (index, episode.pose(ofBody: index, atStep: 0).inverse * world.poseWorldRobotBase)
    }
  }

  /// Puts everything where it was before a step; `steps` is after the last.
  mutating func show(_ step: Int, of episode: Episode) {
    if let base {
      placement.base = episode.pose(ofBody: base.body, atStep: step) * base.poseBaseMount
    }
    placement.hand = episode.eefPose(atStep: step)
    let joints = episode.jointPositions[
      step * episode.jointCount..<(step + 1) * episode.jointCount]
    scene.move(
      robot, base: placement.base, jointPositions: Array(joints),
      fingerOpening: episode.gripperPositions[2 * step])
    for entry in moved {
      scene.bodies[entry.drawn].poseWorldBody = episode.pose(ofBody: entry.body, atStep: step)
    }
  }
}
