import Geometry
import Scenes

/// From where people look at a scene.
public enum SceneView {
  /// A perspective camera: at a table from the robot's front and side; in a room from behind and above
  /// the robot's shoulder, what is behind the robot cut away.
  ///
  /// - Throws: `RenderingError` when the scene's poses are no numbers.
  public static func perspective(of scene: Scene) throws(RenderingError) -> Camera {
    let base = scene.poseWorldRobotBase
    // the robot looks along its x axis, here seen from above
    let heading = Pose(base.position).facing(base.transform(Vector3(1, 0, 0)))
    if scene.fixtures.isEmpty {
      let table = Pose(scene.tableTop.center, heading.orientation)
      return try Camera(
        eye: table.transform(Vector3(1.25, -1.05, 1.0)),
        target: table.transform(Vector3(-0.22, 0.02, 0.21)), projection: lens(degrees: 37))
    }
    var floor = heading
    floor.position.z = 0
    let eye = floor.transform(Vector3(-1.8, -1.35, 2.3))
    let target = floor.transform(Vector3(0.45, 0.05, 0.95))
    // up to half a metre behind the robot nothing hides it
    let way = (target - eye) / (target - eye).length
    let near = (floor.transform(Vector3(-0.5, 0, 0.9)) - eye).dot(way)
    return try Camera(
      eye: eye, target: target, projection: lens(degrees: 55), near: max(0.01, near))
  }

  /// A scene without the bodies that lie, by their middles, before a camera's near plane: what would be
  /// cut through and show its inside.
  public static func cutAway(_ scene: RenderScene, before camera: Camera) -> RenderScene {
    let way = camera.poseWorldCamera.orientation.rotate(Vector3(0, 0, 1))
    var result = scene
    for (index, body) in scene.bodies.enumerated() {
      guard FixtureKind(name: body.name) != .floor else { continue }
      let bounds = body.bounds
      let middle = (bounds.low + bounds.high) / 2 - camera.poseWorldCamera.position
      if middle.dot(way) < camera.near { result.bodies[index].geoms = [] }
    }
    return result
  }

  private static func lens(degrees: Double) -> Camera.Projection {
    .perspective(verticalFieldOfView: degrees * .pi / 180)
  }
}
