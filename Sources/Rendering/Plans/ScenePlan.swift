import Geometry
import Scenes

/// A scene from straight above, with the names of what stands there.
public enum ScenePlan {
  /// What begins above this height is left out, so that one looks under upper cabinets; metres.
  static let cut = 1.3

  /// A plan of a scene, with the names of its objects and fixtures.
  ///
  /// `drawn` is the same scene to draw, its robot included. Left out are ceilings and what hangs high.
  ///
  /// - Throws: `RenderingError` when it cannot be drawn.
  public static func draw(
    _ scene: Scene, _ drawn: RenderScene, size: PictureSize, by renderer: some Renderer,
    quality: RenderQuality = .still
  ) throws(RenderingError) -> Picture {
    let plan = lowered(drawn)
    let camera = try camera(over: scene, plan, size: size)
    var picture = try renderer.render(plan, from: camera, size: size, quality: quality).picture

    // objects' names come first, then fixtures' while there is room
    var taken: [Box] = []
    for object in scene.objects where isNamed(object, in: scene) {
      let bounds = object.body.bounds(in: object.poseWorldObject)
      guard let low = camera.project(bounds.low, size: size),
        let high = camera.project(bounds.high, size: size)
      else { continue }
      // below the object, or above it, so that it is seen
      label(
        object.name, x: (low.x + high.x) / 2,
        rows: [max(low.y, high.y) + 8, min(low.y, high.y) - 8], on: &picture, beside: &taken)
    }
    for fixture in scene.fixtures where FixtureKind(name: fixture.name) == .appliance {
      let bounds = fixture.body.bounds(in: fixture.poseWorldFixture)
      guard bounds.low.z < cut,
        let middle = camera.project((bounds.low + bounds.high) / 2, size: size)
      else { continue }
      label(fixture.name, x: middle.x, rows: [middle.y], on: &picture, beside: &taken)
    }
    scaleBar(on: &picture, pixelsPerMetre: 1 / camera.metresPerPixel(height: size.height))
    return picture
  }

  /// Among a kitchen's many things its doors and cabinets are not named.
  private static func isNamed(_ object: Scene.Object, in scene: Scene) -> Bool {
    if object.mount.frame != nil { return false }
    if scene.fixtures.isEmpty { return true }
    let isBody = object.mount.joint == nil && !object.body.geoms.isEmpty
    return isBody && FixtureKind(name: object.name) == .appliance
  }

  /// Without what begins above the cut; a robot stays whole, but does not hide what is below.
  private static func lowered(_ scene: RenderScene) -> RenderScene {
    var result = scene
    for index in scene.bodies.indices {
      let body = scene.bodies[index]
      if body.name.hasPrefix("robot/") {
        for geom in body.geoms.indices {
          result.bodies[index].geoms[geom].opacity = 0.5
        }
        continue
      }
      if body.bounds.low.z >= cut || FixtureKind(name: body.name) == .ceiling {
        result.bodies[index].geoms = []
      }
    }
    // short shadows
    result.lights = [
      SceneLight(direction: Vector3(0.25, -0.3, -1), temperature: 6000, intensity: 0.6)
    ]
    return result
  }

  /// Straight down, the robot's front upward; all fixtures, or the table and the robot, are in view.
  private static func camera(
    over scene: Scene, _ drawn: RenderScene, size: PictureSize
  ) throws(RenderingError) -> Camera {
    let base = scene.poseWorldRobotBase
    let ahead = Pose(base.position).facing(base.transform(Vector3(1, 0, 0)))
    // in a room the walls stay upright on the picture: the world's y axis is up
    let up =
      scene.fixtures.isEmpty ? ahead.orientation.rotate(Vector3(1, 0, 0)) : Vector3(0, 1, 0)

    // the extent to show
    var low = base.position
    var high = base.position
    if scene.fixtures.isEmpty {
      let table = scene.tableTop
      let half = Vector3(table.size.x / 2, table.size.y / 2, 0)
      (low, high) = (
        pointwiseMin(low - 0.15, table.center - half),
        pointwiseMax(high + 0.15, table.center + half)
      )
    }
    for body in drawn.bodies where scene.fixtures.contains(where: { $0.name == body.name }) {
      guard !body.geoms.isEmpty else { continue }
      let bounds = body.bounds
      (low, high) = (pointwiseMin(low, bounds.low), pointwiseMax(high, bounds.high))
    }
    let center = (low + high) / 2
    let extent = high - low
    let right = Vector3(up.y, -up.x, 0)
    let across = (right.x * extent.x).magnitude + (right.y * extent.y).magnitude
    let along = (up.x * extent.x).magnitude + (up.y * extent.y).magnitude
    let height = 1.08 * max(along, across * Double(size.height) / Double(size.width))
    return try Camera(
      eye: Vector3(center.x, center.y, 8), target: Vector3(center.x, center.y, 0), up: up,
      projection: .orthographic(height: height))
  }

  /// A rectangle of the picture that a name fills: left, top, width, height.
  private typealias Box = (x: Int, y: Int, width: Int, height: Int)

  /// Writes a name about a column and the first of the rows, or near it, where no other one stands.
  private static func label(
    _ name: String, x: Double, rows: [Double], on picture: inout Picture, beside taken: inout [Box]
  ) {
    let scale = picture.size.height >= 900 ? 2 : 1
    let text = Picture.textSize(name, scale: scale)
    let box = (width: text.width + 6 * scale, height: text.height + 6 * scale)
    let near = [0, 1, -1, 2, -2].map { rows[0] + Double($0 * box.height) }
    for y in rows + near.dropFirst() {
      let left = min(max(0, picture.size.width - box.width), max(0, Int(x) - box.width / 2))
      let top = Int(y) - box.height / 2
      guard top >= 0, top + box.height <= picture.size.height else { continue }
      let meets = taken.contains { other in
        left < other.x + other.width && other.x < left + box.width && top < other.y + other.height
          && other.y < top + box.height
      }
      guard !meets else { continue }
      taken.append((left, top, box.width, box.height))
      picture.write(
        name, x: left + 3 * scale, y: top + 3 * scale, scale: scale, halo: Color(250, 250, 246))
      return
    }
  }

  /// A bar of a metre, or of a tenth where a metre is too long, in the lower left corner.
  private static func scaleBar(on picture: inout Picture, pixelsPerMetre: Double) {
    let isMetre = pixelsPerMetre < Double(picture.size.width) / 3
    let length = Int(((isMetre ? 1 : 0.1) * pixelsPerMetre).rounded())
    let bottom = picture.size.height - 10
    picture.fill(x: 8, y: bottom - 16, width: length + 44, height: 20, with: Color(250, 250, 246))
    picture.fill(x: 12, y: bottom - 2, width: length, height: 3, with: .black)
    picture.write(isMetre ? "1 m" : "10 cm", x: 16 + length, y: bottom - 4)
  }
}
