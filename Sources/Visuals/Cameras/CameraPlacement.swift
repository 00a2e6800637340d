import Geometry
import Rendering
import Scenes

/// Where the frames that cameras are fixed to are, in one state of a scene.
struct CameraPlacement {
  let table: Pose
  var base: Pose
  var hand: Pose

  init(_ scene: Scene) {
    base = scene.poseWorldRobotBase
    hand = base
    // as the robot looks at it from above
    let heading = Pose(base.position).facing(base.transform(Vector3(1, 0, 0)))
    table = Pose(scene.tableTop.center, heading.orientation)
  }

  /// The camera of a mount.
  ///
  /// - Throws: `RenderingError` naming what is impossible about it.
  func camera(_ mount: CameraModel.Mount) throws(RenderingError) -> Camera {
    let frame =
      switch mount.frame {
      case .table: table
      case .base: base
      case .hand: hand
      case .world: Pose.identity
      }
    return try Camera(
      eye: frame.transform(mount.position), target: frame.transform(mount.lookAt),
      up: frame.orientation.rotate(mount.up),
      projection: .perspective(verticalFieldOfView: mount.fieldOfView), near: mount.near)
  }
}
