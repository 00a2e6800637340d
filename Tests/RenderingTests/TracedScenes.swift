import Geometry
import Rendering
import Scenes

/// Scenes with every kind of primitive, of surfaces that need no noise.
enum TracedScenes {
  static let red = SurfaceTexture(family: "flat", colors: [[0.8, 0.2, 0.15]], gloss: 0.4)
  static let blue = SurfaceTexture(family: "flat", colors: [[0.15, 0.3, 0.7]], gloss: 0.1)
  static let checker = SurfaceTexture(
    family: "checker", colors: [[0.85, 0.85, 0.8], [0.35, 0.4, 0.3]], scale: 0.25, gloss: 0)
  static let pane = SurfaceTexture(family: "flat", colors: [[0.9, 0.95, 1]], gloss: 0)

  /// A turn about an odd axis.
  static func turned(_ x: Double, _ y: Double, _ z: Double, _ angle: Double) -> Pose {
    let axis = Vector3(1, 2, -1) / Vector3(1, 2, -1).length
    return Pose(Vector3(x, y, z), Quaternion(axis: axis, angle: angle))
  }

  /// On a floor: two of each kind at odd angles, some within each other, a pane, a goal; two lights.
  static func all() -> RenderScene {
    let shapes: [Shape] = [
      .box(halfExtents: Vector3(0.1, 0.2, 0.15)), .sphere(radius: 0.2),
      .cylinder(radius: 0.12, halfLength: 0.2), .capsule(radius: 0.1, halfLength: 0.15),
    ]
    var bodies = [
      RenderBody(
        name: "floor", poseWorldBody: Pose(Vector3(0, 0, -0.05)),
        geoms: [.init(.box(halfExtents: Vector3(2, 2, 0.05)), surface: 2)])
    ]
    for (index, shape) in (shapes + shapes).enumerated() {
      let row = Double(index / 4)
      let column = Double(index % 4)
      bodies.append(
        RenderBody(
          name: "body\(index)",
          poseWorldBody: turned(
            -0.75 + 0.5 * column + 0.1 * row, -0.3 + 0.7 * row, 0.25 + 0.05 * column,
            0.4 + 0.9 * Double(index)),
          geoms: [
            .init(shape, surface: index % 2),
            .init(
              shapes[(index + 1) % 4], poseBodyGeom: turned(0.1, 0.05, 0.1, 1.3), surface: 2),
          ]))
    }
    bodies.append(
      RenderBody(
        name: "pane", poseWorldBody: turned(0.3, -0.9, 0.4, 0.2),
        geoms: [
          .init(.box(halfExtents: Vector3(0.3, 0.01, 0.25)), surface: 3, opacity: 0.25)
        ]))
    bodies.append(
      RenderBody(
        name: "goal", poseWorldBody: Pose(Vector3(-0.4, -0.8, 0.1)),
        geoms: [.init(.box(halfExtents: Vector3(0.1, 0.1, 0.1)), surface: 1, opacity: 0.5)],
        isSolid: false))
    let lights = [
      RenderScene.keyLight,
      SceneLight(direction: Vector3(0.6, 0.3, -0.7), temperature: 3500, intensity: 0.35),
    ]
    return RenderScene(
      bodies: bodies, surfaces: [red, blue, checker, pane], lights: lights, ambient: 0.4)
  }

  /// A room with some hundred primitives: rows of cabinets with panes whose faces touch, and a jumble of all
  /// kinds on them, some at one place with another.
  static func room() -> RenderScene {
    var stream = RandomStream(seed: 11).stream("room")
    var bodies: [RenderBody] = []
    func add(_ pose: Pose, _ geoms: [RenderBody.Geom]) {
      bodies.append(RenderBody(name: "body\(bodies.count)", poseWorldBody: pose, geoms: geoms))
    }
    add(
      Pose(Vector3(0, 0, -0.05)), [.init(.box(halfExtents: Vector3(3, 2, 0.05)), surface: 2)])
    add(
      Pose(Vector3(0, 2.05, 1.2)),
      [.init(.box(halfExtents: Vector3(3, 0.05, 1.2)), surface: 3, castsShadow: false)])
    for row in 0..<2 {
      for column in 0..<9 {
        let corpus = RenderBody.Geom(
          .box(halfExtents: Vector3(0.3, 0.3, 0.45 - 0.1 * Double(row))), surface: column % 2)
        let door = RenderBody.Geom(
          .box(halfExtents: Vector3(0.28, 0.01, 0.3)), poseBodyGeom: Pose(Vector3(0, -0.31, 0)),
          surface: 3, opacity: [1, 0.25, 0.5, 0.75][column % 4])
        let knob = RenderBody.Geom(
          .cylinder(radius: 0.015, halfLength: 0.02),
          poseBodyGeom: Pose(
            Vector3(0.2, -0.34, 0.1), Quaternion(axis: Vector3(1, 0, 0), angle: 1.57)), surface: 0)
        add(
          Pose(Vector3(-2.4 + 0.6 * Double(column), 1.7, row == 0 ? 0.45 : 1.7)),
          [corpus, door, knob])
      }
    }
    for index in 0..<120 {
      let size = stream.uniform(0.02, 0.09)
      let shapes: [Shape] = [
        .box(halfExtents: Vector3(size, 0.7 * size, 0.4 * size)), .sphere(radius: size),
        .cylinder(radius: size, halfLength: 0.8 * size),
        .capsule(radius: 0.5 * size, halfLength: size),
      ]
      let place = Pose(
        Vector3(stream.uniform(-2, 2), stream.uniform(-1, 1.5), stream.uniform(0, 1.2)),
        Quaternion(axis: Vector3(0.6, 0, 0.8), angle: stream.uniform(-3, 3)))
      let geom = RenderBody.Geom(
        shapes[index % 4], surface: index % 3, opacity: index % 10 == 0 ? 0.5 : 1)
      add(place, [geom, .init(shapes[(index + 1) % 4], surface: (index + 1) % 3)])
      // and another at its place
      if index % 8 == 0 { add(place, [geom]) }
    }
    return RenderScene(
      bodies: bodies, surfaces: [red, blue, checker, pane], lights: [RenderScene.keyLight],
      ambient: 0.4)
  }

  static func camera(_ step: Double = 0, near: Double = 0.01) throws -> Camera {
    try Camera(
      eye: Vector3(0.3 + step, -2.6, 1.5), target: Vector3(0, 0.1, 0.25),
      projection: .perspective(verticalFieldOfView: 0.7), near: near)
  }

  static func plan() throws -> Camera {
    try Camera(
      eye: Vector3(0, 0, 3), target: .zero, up: Vector3(0, 1, 0),
      projection: .orthographic(height: 3))
  }
}
