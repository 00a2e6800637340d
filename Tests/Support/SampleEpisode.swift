import Demonstrations
import Episodes
import Geometry

/// A smooth, whole episode without physics: a hand takes a cube to a plate.
public enum SampleEpisode {
  /// An episode of `steps` steps; where things are depends on the scene, how they move on the motion.
  public static func make(scene: Int = 0, motion: Int = 0, steps: Int = 120) -> Episode {
    var random = RandomStream(seed: 7).stream("sample", scene)
    let start = Vector3(random.uniform(-0.1, 0.1), random.uniform(-0.1, 0.1), 1)
    let cube = Vector3(random.uniform(-0.1, 0.1), random.uniform(-0.1, 0.1), 0.82)
    let plate = Vector3(random.uniform(0.15, 0.25), random.uniform(-0.1, 0.1), 0.84)
    let path = Path(start: start, cube: cube, plate: plate, steps: steps, bend: Double(motion))

    var episode = Episode(
      recipe: recipe(scene: scene, motion: motion),
      bodies: ["hand", "finger_left", "finger_right", "cubeA", "cubeB"], jointCount: 7,
      signalNames: ["grasp"])
    episode.signals = [(0..<steps).map { $0 >= path.grasp }]
    episode.subtasks = (0..<steps).map { $0 < path.grasp ? 0 : 1 }
    episode.goalReached = (0..<steps).map { $0 >= steps - 10 }

    for step in 0...steps {
      let hand = path.hand(step)
      let held = step >= path.grasp
      let opening = held ? 0.02 : 0.04
      for offset in [0, opening, -opening] {
        append(hand * Pose(Vector3(offset, 0, 0)), to: &episode.states)
      }
      append(held ? Pose(hand.position) : Pose(cube), to: &episode.states)
      append(Pose(plate), to: &episode.states)
      episode.gripperPositions += [opening, -opening]
      episode.jointPositions += (0..<7).map { joint in
        hand.position.x * Double(joint + 1) + hand.position.z
      }
      guard step < steps else { break }
      let target = path.hand(step + 1)
      let (p, q) = (target.position, target.orientation)
      episode.targetPoses += [p.x, p.y, p.z, q.w, q.x, q.y, q.z]
      episode.actions += OSCPoseAction.action(
        poseWorldEef: hand, poseWorldTarget: target, gripper: held ? 1 : -1)
    }
    return episode
  }

  /// What the sample's files say of their world.
  public static let bodies: [(name: String, model: RigidBodyModel)] = ["cubeA", "cubeB"].map {
    ($0, SampleDemonstration.cube)
  }

  private static func recipe(scene: Int, motion: Int) -> EpisodeRecipe {
    EpisodeRecipe(
      task: "stack", taskVersion: "abc", robot: "panda", distribution: "D0",
      demonstrations: ["d0", "d1", "d2"], seed: 1, scene: scene, motion: motion,
      options: MotionOptions(), language: "put the red cube on the green one",
      controlFrequency: 20, placements: [.init(object: "cubeA", pose: .identity)],
      sources: [
        .init(demonstration: motion % 3, start: 0, end: 40),
        .init(demonstration: 2, start: 40, end: 90),
      ])
  }

  private static func append(_ pose: Pose, to states: inout [Double]) {
    let (p, q) = (pose.position, pose.orientation)
    states += [p.x, p.y, p.z, q.w, q.x, q.y, q.z, 0, 0, 0, 0, 0, 0]
  }
}

/// A hand's way over a cube to a plate, slow at both ends.
private struct Path {
  let start: Vector3
  let cube: Vector3
  let plate: Vector3
  let steps: Int
  let bend: Double

  var grasp: Int { steps / 2 }

  func hand(_ step: Int) -> Pose {
    let first = step < grasp
    let length = Double(first ? grasp : steps - grasp)
    let t = Double(first ? step : step - grasp) / length
    let smooth = t * t * (3 - 2 * t)
    let (from, to) = first ? (start, cube) : (cube, plate)
    var position = from + (to - from) * smooth
    position.z += (first ? 0.01 * bend : 0.1) * Trigonometry.sin(.pi * smooth)
    let turn = Quaternion(axis: Vector3(0, 0, 1), angle: 0.4 * (first ? smooth : 1))
    return Pose(position, turn * Quaternion(axis: Vector3(1, 0, 0), angle: .pi))
  }
}
