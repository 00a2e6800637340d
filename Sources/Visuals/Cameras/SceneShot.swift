import Episodes
import Geometry
import Rendering
import Robots
import Scenes

/// One picture of a scene that has not begun, its robot at home: what training images will look like.
public struct SceneShot: Sendable {
  public var options: CameraOptions
  public var styleSeed: UInt64

  /// The first camera of `options`, in the look of a style seed.
  public init(options: CameraOptions, styleSeed: UInt64) {
    self.options = options
    self.styleSeed = styleSeed
  }

  /// The picture; `isKitchen` says which cameras there are.
  ///
  /// - Throws: `CameraFault` for what cannot be had, `RenderingError` for poses that are no numbers.
  public func picture(
    of scene: Scene, robot: RobotModel, isKitchen: Bool, library: VisualLibrary
  ) throws -> Picture {
    let choices = try CameraChoice.choices(options, library: library, inKitchen: isKitchen)
    guard let choice = choices.first, let preset = library.preset(named: options.visuals) else {
      throw CameraFault(field: "names", reason: "must hold a camera")
    }
    let size = try PictureSize(width: options.width, height: options.height)
    var drawn = RenderScene(scene)
    drawn.add(
      robot, base: scene.poseWorldRobotBase, jointPositions: robot.home,
      fingerOpening: robot.gripper.homeOpening)
    let look = LookDraw(
      preset: preset, textures: library.textures, split: .train, styleSeed: styleSeed)
    let filter = look.apply(to: &drawn)
    var placement = CameraPlacement(scene)
    placement.hand =
      Kinematics(robot, poseWorldBase: scene.poseWorldRobotBase).eefPose(robot.home)
    let camera = try placement.camera(look.shifted(choice.camera, choice.mount))
    let taken = try TileRenderer().render(
      drawn, from: camera, size: size, quality: RenderQuality(samples: options.samples))
    return Picture(
      size,
      bytes: filter.apply(
        to: taken.picture.bytes, size: size, camera: choice.camera.name, frame: 0))
  }
}
