import Geometry
import Rendering
import Scenes
import Testing

@Suite struct TileRendererTests {
  private let red = SurfaceTexture(family: "flat", colors: [[1, 0, 0]], gloss: 0)
  private let grey = SurfaceTexture(family: "flat", colors: [[0.5, 0.5, 0.5]], gloss: 0)

  /// Shapes beside each other along x, 0.6 m apart, at odd orientations.
  private let shapes: [(shape: Shape, pose: Pose)] = [
    (.box(halfExtents: Vector3(0.1, 0.2, 0.15)), turned(-0.9, 0.4)),
    (.sphere(radius: 0.2), turned(-0.3, 0)),
    (.cylinder(radius: 0.12, halfLength: 0.2), turned(0.3, 1.1)),
    (.capsule(radius: 0.1, halfLength: 0.15), turned(0.9, -0.7)),
  ]

  private static func turned(_ x: Double, _ angle: Double) -> Pose {
    let axis = Vector3(1, 2, -1) / Vector3(1, 2, -1).length
    return Pose(Vector3(x, 0.1 * x, 0.5), Quaternion(axis: axis, angle: angle))
  }

  private func scene() -> RenderScene {
    RenderScene(
      bodies: shapes.enumerated().map { index, entry in
        RenderBody(
          name: "body\(index)", poseWorldBody: entry.pose, geoms: [.init(entry.shape, surface: 0)])
      }, surfaces: [red])
  }

  private func camera() throws -> Camera {
    try Camera(
      eye: Vector3(0.2, -3, 1.6), target: Vector3(0, 0, 0.5),
      projection: .perspective(verticalFieldOfView: 0.6))
  }

  /// How far outside a shape a point of its frame is, metres; 0 on its surface.
  private func distance(_ p: Vector3, _ shape: Shape) -> Double {
    let round = (p.x * p.x + p.y * p.y).squareRoot()
    switch shape {
    case .box(let h): return max(abs(p.x) - h.x, abs(p.y) - h.y, abs(p.z) - h.z)
    case .sphere(let r): return p.length - r
    case .cylinder(let r, let l): return max(round - r, abs(p.z) - l)
    case .capsule(let r, let l): return (p - Vector3(0, 0, min(l, max(-l, p.z)))).length - r
    }
  }

  @Test func depthIsOnTheSurfaceAndIdsAreRight() throws {
    let size = try PictureSize(width: 160, height: 120)
    let camera = try camera()
    let frame = try TileRenderer().render(scene(), from: camera, size: size)
    let scale = (0.3).tangent * 2 / 120
    var seen = [Int](repeating: 0, count: shapes.count)
    for y in 0..<120 {
      for x in 0..<160 {
        // the pixel's middle at its depth
        let depth = Double(frame.depth[y * 160 + x])
        let id = Int(frame.instances[y * 160 + x])
        #expect(depth.isFinite == (id > 0))
        guard id > 0 else { continue }
        let inCamera = Vector3(
          (Double(x) + 0.5 - 80) * scale, (Double(y) + 0.5 - 60) * scale, 1)
        let point = camera.poseWorldCamera.transform(inCamera * depth)
        let entry = shapes[id - 1]
        #expect(abs(distance(entry.pose.inverse.transform(point), entry.shape)) < 1e-5)
        // and it is the side that faces the camera
        let nearer = camera.poseWorldCamera.transform(inCamera * (depth - 0.001))
        #expect(distance(entry.pose.inverse.transform(nearer), entry.shape) > 0)
        seen[id - 1] += 1
      }
    }
    #expect(seen.allSatisfy { $0 > 100 })
  }

  @Test func aSpheresPixelByHand() throws {
    // straight on: the light from the camera's side, the sphere's nearest point at 2 - 0.5 m
    let light = SceneLight(direction: Vector3(0, 1, 0), temperature: 6600, intensity: 0.5)
    var scene = RenderScene(
      bodies: [
        RenderBody(
          name: "ball", poseWorldBody: Pose(Vector3(0, 2, 0)),
          geoms: [.init(.sphere(radius: 0.5), surface: 0)])
      ], surfaces: [grey], lights: [light], ambient: 0)
    let camera = try Camera(
      eye: .zero, target: Vector3(0, 2, 0), projection: .perspective(verticalFieldOfView: 1))
    let size = try PictureSize(width: 101, height: 101)
    var frame = try TileRenderer().render(scene, from: camera, size: size)
    #expect(abs(frame.depth[50 * 101 + 50] - 1.5) < 1e-6)
    #expect(frame.instances[0] == 0)
    #expect(frame.depth[0] == .infinity)

    // sRGB 0.5 is 0.2140 linear; half of it 0.1070, which is sRGB 0.3611: 92
    #expect(abs(Int(frame.picture[50, 50].green) - 92) <= 3)

    // white light from everywhere alone, from the side 0.7 of it: 0.1498, sRGB 0.4245: 108
    scene.lights = []
    scene.ambient = 1
    frame = try TileRenderer().render(scene, from: camera, size: size)
    #expect(abs(Int(frame.picture[50, 50].red) - 108) <= 1)

    // the rim: half the angle of the sphere is asin(0.25), in pixels 101 / 2 / tan(0.5) * tan
    let tangent: Double = 0.25 / (1 - 0.0625).squareRoot()
    let focal: Double = 50.5 / (0.5).tangent
    let rim = Int(50.5 + focal * tangent)
    #expect(frame.instances[50 * 101 + rim - 1] == 1)
    #expect(frame.instances[50 * 101 + rim + 1] == 0)
  }

  @Test func sameInputSameBytes() throws {
    let size = try PictureSize(width: 80, height: 60)
    let first = try TileRenderer().render(scene(), from: camera(), size: size, quality: .still)
    let second = try TileRenderer().render(scene(), from: camera(), size: size, quality: .still)
    #expect(first.picture == second.picture)
    #expect(first.depth == second.depth)
  }

  /// A floor seen from above, a box over its middle, a light from straight above but for one casting.
  private func shadowed(casting: Bool, quality: RenderQuality) throws -> (UInt8, UInt8) {
    let light = SceneLight(
      direction: Vector3(1, 0, -1), temperature: 6600, intensity: 0.6, castsShadow: casting)
    let scene = RenderScene(
      bodies: [
        RenderBody(
          name: "floor", poseWorldBody: Pose(Vector3(0, 0, -0.1)),
          geoms: [.init(.box(halfExtents: Vector3(4, 4, 0.1)), surface: 0)]),
        RenderBody(
          name: "box", poseWorldBody: Pose(Vector3(0, 0, 0.5)),
          geoms: [.init(.box(halfExtents: Vector3(0.2, 0.2, 0.2)), surface: 0)]),
      ], surfaces: [grey], lights: [light])
    let camera = try Camera(
      eye: Vector3(0, 0, 3), target: .zero, up: Vector3(0, 1, 0),
      projection: .orthographic(height: 4))
    let picture = try TileRenderer().render(
      scene, from: camera, size: PictureSize(width: 80, height: 80), quality: quality
    ).picture
    // 20 pixels a metre: the box's shadow is 0.5 m to the right of it
    return (picture[50, 40].red, picture[30, 40].red)
  }

  @Test func shadowsDarken() throws {
    let cast = try shadowed(casting: true, quality: .standard)
    #expect(Int(cast.0) + 20 < Int(cast.1))
    let free = try shadowed(casting: false, quality: .standard)
    #expect(free.0 == free.1)
    #expect(free.1 == cast.1)
  }

  @Test func nearPlaneCutsAway() throws {
    let size = try PictureSize(width: 9, height: 9)
    let bodies = [0.5, 2.0].map {
      RenderBody(
        name: "wall", poseWorldBody: Pose(Vector3(0, $0, 0)),
        geoms: [.init(.box(halfExtents: Vector3(1, 0.1, 1)), surface: 0)])
    }
    let scene = RenderScene(bodies: bodies, surfaces: [grey])
    for (near, id, depth) in [(0.01, 1, 0.4), (0.5, 2, 1.9), (1, 2, 1.9)] {
      let camera = try Camera(
        eye: .zero, target: Vector3(0, 1, 0), projection: .perspective(verticalFieldOfView: 0.5),
        near: near)
      let frame = try TileRenderer().render(scene, from: camera, size: size)
      #expect(frame.instances[40] == UInt16(id))
      #expect(abs(Double(frame.depth[40]) - depth) < 1e-6)
    }
  }

  @Test func aShareOfTheSamplesPassesGlass() throws {
    func middle(opacity: Double) throws -> Color {
      let pane = RenderBody(
        name: "pane", poseWorldBody: Pose(Vector3(0, 1, 0)),
        geoms: [.init(.box(halfExtents: Vector3(1, 0.01, 1)), surface: 1, opacity: opacity)])
      let scene = RenderScene(
        bodies: [pane], surfaces: [grey, red], lights: [], ambient: 0, background: [0, 1, 0])
      let camera = try Camera(
        eye: .zero, target: Vector3(0, 1, 0), projection: .perspective(verticalFieldOfView: 0.5))
      return try TileRenderer().render(
        scene, from: camera, size: PictureSize(width: 3, height: 3)
      ).picture[1, 1]
    }
    // the pane is black here, what is behind it green
    let greens = try [1, 0.5, 0.25, 0].map { try middle(opacity: $0).green }
    #expect(greens[0] == 0)
    #expect(greens[0] < greens[1] && greens[1] < greens[2] && greens[2] < greens[3])
  }

  @Test func posesThatAreNoNumbersAreRefused() throws {
    var broken = scene()
    broken.move("body2", to: Pose(Vector3(.nan, 0, 0)))
    let camera = try camera()
    let size = try PictureSize(width: 4, height: 4)
    #expect(
      throws: RenderingError(field: "pose of body2", reason: "has a number that is not finite")
    ) {
      try TileRenderer().render(broken, from: camera, size: size)
    }
  }
}

extension Double {
  /// Of an angle in radians.
  var tangent: Double { Trigonometry.sin(self) / Trigonometry.cos(self) }
}
