import Episodes
import Geometry
import Rendering
import Scenes
import TestSupport
import Visuals

/// A table with two boxes, the sample episode on it, and what takes its pictures.
enum PictureStage {
  static let half = Vector3(0.02, 0.022, 0.024)

  static let scene: Scene = {
    let body = RigidBodyModel(mass: 0.1, geoms: [CollisionGeom(.box(halfExtents: half))])
    return Scene(
      tableTop: TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(0.8, 0.8)),
      poseWorldRobotBase: Pose(Vector3(-0.56, 0, 0.912)),
      objects: ["cubeA", "cubeB"].map {
        Scene.Object(name: $0, body: body, poseWorldObject: Pose(Vector3(0, 0, 0.82)))
      })
  }()

  /// An episode whose arm keeps still, its hand 20 cm higher than what it carries; the second box goes with
  /// the hand, below its fingers.
  static func episode(steps: Int = 12) throws -> Episode {
    var episode = SampleEpisode.make(steps: steps)
    let home = try Shipped.robot().home
    for step in 0...steps {
      episode.jointPositions.replaceSubrange(7 * step..<7 * step + 7, with: home)
      for body in 0..<3 {
        episode.states[step * episode.stateRowWidth + body * Episode.stateWidth + 2] += 0.2
      }
      let pose = episode.eefPose(atStep: step) * Pose(Vector3(0, 0, 0.06))
      let (p, q) = (pose.position, pose.orientation)
      let at = step * episode.stateRowWidth + 4 * Episode.stateWidth
      episode.states.replaceSubrange(at..<at + 7, with: [p.x, p.y, p.z, q.w, q.x, q.y, q.z])
    }
    return episode
  }

  static func options(
    _ names: [String], _ change: (inout CameraOptions) -> Void = { _ in }
  ) -> CameraOptions {
    var options = CameraOptions(names: names)
    (options.width, options.height) = (96, 72)
    change(&options)
    return options
  }

  static func take(
    _ options: CameraOptions, of episode: Episode, styleSeed: UInt64 = 1
  ) throws -> PictureSet {
    let library = try Shipped.visuals.get()
    return try Photographer(robot: try Shipped.robot(), library: library).pictures(
      of: episode, in: scene,
      recipe: PictureRecipe(
        cameras: options, styleSeed: styleSeed, visualsVersion: library.version))
  }
}
