import Episodes
import Geometry
import Kitchens
import Rendering
import Robots
import Scenes

/// Takes pictures of episodes from their recorded states; no physics is run.
public struct Photographer: Sendable {
  let robot: RobotModel
  let library: VisualLibrary

  public init(robot: RobotModel, library: VisualLibrary) {
    self.robot = robot
    self.library = library
  }

  /// The pictures of an episode that happened in a scene; the same recipe gives the same bytes anywhere.
  ///
  /// `wanted` are the frames that are taken, in this order; all of them when not said.
  ///
  /// - Throws: `CameraFault` for what cannot be had, `RenderingError` for poses that are no numbers.
  public func pictures(
    of episode: Episode, in scene: Scene, recipe: PictureRecipe, frames wanted: [Int]? = nil
  ) throws -> PictureSet {
    let options = recipe.cameras
    let wanted = wanted ?? Array(0...episode.steps)
    if let fault = Self.fault(options, frames: wanted.count) { throw fault }
    let choices = try CameraChoice.choices(
      options, library: library, inKitchen: episode.recipe.kitchenSpec != nil)
    guard let preset = library.preset(named: options.visuals) else {
      throw CameraFault(field: "visuals", reason: "\(options.visuals) is not known")
    }
    let size = try PictureSize(width: options.width, height: options.height)
    let quality = try RenderQuality(samples: options.samples)

    // the scene in its look, and what of it moves
    var stage = Stage(scene, robot: robot, episode: episode)
    let look = LookDraw(
      preset: preset, textures: library.textures,
      split: episode.recipe.kitchenSpec?.split ?? .train,
      styleSeed: recipe.styleSeed)
    let filter = look.apply(to: &stage.scene)
    let mounts = choices.map { look.shifted($0.camera, $0.mount) }

    let frames = wanted.count
    var shots = zip(choices, mounts).map { choice, mount in
      PictureSet.Shots(
        observation: choice.camera.observation, size: size, colors: [], depths: [], segments: [],
        intrinsics: Self.intrinsics(mount.fieldOfView, size), extrinsics: [])
    }
    for index in shots.indices { shots[index].colors.reserveCapacity(frames * 3 * size.count) }
    let session = try TileRenderer().session(for: stage.scene, quality: quality)
    var parts: FrameParts = []
    if options.depth { parts.insert(.depth) }
    if options.segmentation { parts.insert(.instances) }
    for frame in wanted {
      stage.show(frame, of: episode)
      try session.move(to: stage.scene.bodies.map(\.poseWorldBody))
      for index in shots.indices {
        let camera = try stage.placement.camera(mounts[index])
        let taken = try session.render(from: camera, size: size, parts: parts)
        shots[index].colors += filter.apply(
          to: taken.picture.bytes, size: size, camera: choices[index].camera.name, frame: frame)
        if options.depth { shots[index].depths += taken.depth }
        if options.segmentation { shots[index].segments += taken.instances }
        shots[index].extrinsics += camera.poseWorldCamera.rowMajor4x4
      }
    }
    return PictureSet(frames: frames, shots: shots, instances: stage.scene.bodies.map(\.name))
  }

  /// The most bytes that one episode's pictures may take in memory.
  public static let mostBytes = 2 << 30

  /// Why so many frames cannot be taken, nil where they can.
  private static func fault(_ options: CameraOptions, frames: Int) -> CameraFault? {
    let pixel = 3 + (options.depth ? 4 : 0) + (options.segmentation ? 2 : 0)
    let bytes = frames * options.names.count * options.width * options.height * pixel
    guard bytes > mostBytes else { return nil }
    return CameraFault(
      field: "size",
      reason: "makes \(bytes >> 20) MiB of an episode of \(frames) frames, at most "
        + "\(mostBytes >> 20) are taken: ask for smaller pictures or fewer cameras")
  }

  /// The matrix that takes points before the camera to pixels.
  private static func intrinsics(_ fieldOfView: Double, _ size: PictureSize) -> [Double] {
    let (sin, cos) = Trigonometry.sincos(fieldOfView / 2)
    let focal = Double(size.height) / 2 * cos / sin
    return [focal, 0, Double(size.width) / 2, 0, focal, Double(size.height) / 2, 0, 0, 1]
  }
}
