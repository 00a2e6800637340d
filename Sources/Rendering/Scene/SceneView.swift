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

  /// How large a share of a picture a body may take before it is in the way.
  private static let mostHidden = 0.06
  /// Rays across a picture and down that look for what is in the way.
  private static let looks = (40, 30)

  /// A scene without whatever hides what is beyond a camera's near plane, each body whole, and the camera
  /// without its plane, so that nothing is cut through.
  ///
  /// What lies by its middle before the plane goes, and so does what takes much of the picture there.
  ///
  /// - Throws: `RenderingError` for poses that are no numbers.
  public static func cutAway(
    _ scene: RenderScene, before camera: Camera
  ) throws(RenderingError) -> (scene: RenderScene, camera: Camera) {
    let world = try TracedWorld(scene, lamps: [])
    let rays = try RayScene(world)
    let view = CameraRays(camera, size: try PictureSize(width: looks.0, height: looks.1))
    var hits = [Int](repeating: 0, count: scene.bodies.count)
    for y in 0..<looks.1 {
      for x in 0..<looks.0 {
        let ray = view.ray(Double(x) + 0.5, Double(y) + 0.5)
        // all that the ray enters before the plane, one behind the other
        var near = 0.0
        while let hit = rays.trace(
          ray.origin, ray.direction, near: near, mask: RayScene.Mask.depth),
          hit.distance < camera.near
        {
          hits[world.geoms[hit.geom].body] += 1
          near = hit.distance + 0.02
        }
      }
    }

    let way = camera.poseWorldCamera.orientation.rotate(Vector3(0, 0, 1))
    var result = scene
    for (index, body) in scene.bodies.enumerated() {
      guard FixtureKind(name: body.name) != .floor else { continue }
      let bounds = body.bounds
      let middle = (bounds.low + bounds.high) / 2 - camera.poseWorldCamera.position
      let share = Double(hits[index]) / Double(looks.0 * looks.1)
      if middle.dot(way) < camera.near || share > mostHidden { result.bodies[index].geoms = [] }
    }
    return (
      result,
      try Camera(poseWorldCamera: camera.poseWorldCamera, projection: camera.projection)
    )
  }

  private static func lens(degrees: Double) -> Camera.Projection {
    .perspective(verticalFieldOfView: degrees * .pi / 180)
  }
}
