import Geometry
import Rendering
import Scenes
import Testing

/// Pictures against rays that are cast by hand: every primitive in turn, by other means than the
/// renderer's.
@Suite struct RayCastTests {
  /// How far outside a shape a point of its frame is at least, metres; below 0 within.
  private func distance(_ p: Vector3, _ shape: Shape) -> Double {
    let round = (p.x * p.x + p.y * p.y).squareRoot()
    switch shape {
    case .box(let h):
      let out = Vector3(abs(p.x) - h.x, abs(p.y) - h.y, abs(p.z) - h.z)
      let beyond = Vector3(max(0, out.x), max(0, out.y), max(0, out.z)).length
      return beyond > 0 ? beyond : max(out.x, out.y, out.z)
    case .sphere(let r): return p.length - r
    case .cylinder(let r, let l):
      let (side, end) = (round - r, abs(p.z) - l)
      if side > 0 && end > 0 { return (side * side + end * end).squareRoot() }
      return max(side, end)
    case .capsule(let r, let l): return (p - Vector3(0, 0, min(l, max(-l, p.z)))).length - r
    }
  }

  /// The depth at which a ray of unit depth enters any solid shape, and whose (Hart 1996, sphere
  /// tracing); the least distance that it misses others by says how safe that is.
  private func cast(
    _ scene: RenderScene, _ origin: Vector3, _ direction: Vector3, opaque: Bool = false
  ) -> (depth: Double, id: Int, clearance: Double) {
    var best = (depth: Double.infinity, id: 0, clearance: Double.infinity)
    for (index, body) in scene.bodies.enumerated() where body.isSolid {
      for geom in body.geoms where !opaque || geom.opacity == 1 {
        let inverse = (body.poseWorldBody * geom.poseBodyGeom).inverse
        var depth = 0.01
        var passed = Double.infinity
        for _ in 0..<4000 where depth < 20 {
          let away = distance(inverse.transform(origin + direction * depth), geom.shape)
          if away < 1e-7 {
            if depth < best.depth { (best.depth, best.id) = (depth, index + 1) }
            passed = .infinity
            break
          }
          passed = min(passed, away)
          depth += away / direction.length
        }
        best.clearance = min(best.clearance, passed)
      }
    }
    return best
  }

  private func compare(_ camera: Camera, isParallel: Bool) throws -> (checked: Int, ids: Set<Int>) {
    let scene = TracedScenes.all()
    let size = try PictureSize(width: 93, height: 71)
    let frame = try TileRenderer().render(scene, from: camera, size: size)
    let pose = camera.poseWorldCamera
    let down = Double(size.height)
    let pixel = isParallel ? 3 / down : 2 * (0.35).tangent / down
    var checked = 0
    var ids: Set<Int> = []
    for y in stride(from: 1, to: size.height, by: 3) {
      for x in stride(from: y % 3, to: size.width, by: 3) {
        let across = Vector3(
          (Double(x) + 0.5 - Double(size.width) / 2) * pixel, (Double(y) + 0.5 - down / 2) * pixel,
          0)
        let origin = isParallel ? pose.transform(across) : pose.position
        let direction = pose.orientation.rotate(
          isParallel ? Vector3(0, 0, 1) : across + Vector3(0, 0, 1))
        let hit = cast(scene, origin, direction)
        let at = y * size.width + x
        let depth = Double(frame.depth[at])
        // a ray that all but touches an edge may go either way
        if Int(frame.instances[at]) != hit.id || !(abs(depth - hit.depth) < 0.001) {
          if depth.isInfinite && hit.depth.isInfinite && hit.id == 0 { continue }
          #expect(
            hit.clearance < 2e-5,
            "pixel \(x),\(y): \(frame.instances[at]) at \(depth), by hand \(hit)")
          continue
        }
        checked += 1
        ids.insert(hit.id)
      }
    }
    return (checked, ids)
  }

  @Test func perspectiveAgrees() throws {
    let result = try compare(TracedScenes.camera(), isParallel: false)
    #expect(result.checked > 450)
    // the floor, each of the eight, the pane; not the goal
    #expect(result.ids == Set(1...10))
  }

  @Test func parallelAgrees() throws {
    let result = try compare(TracedScenes.plan(), isParallel: true)
    #expect(result.checked > 300)
    #expect(result.ids.isSuperset(of: 1...9) && !result.ids.contains(11))
  }

  @Test func edgesAreWhereTheCameraProjectsThem() throws {
    // a box whose left and right faces are seen edge on
    let box = RenderBody(
      name: "box", poseWorldBody: Pose(Vector3(0.1, 2, 0.05)),
      geoms: [.init(.box(halfExtents: Vector3(0.3, 1e-6, 0.2)), surface: 0)])
    let scene = RenderScene(bodies: [box], surfaces: [TracedScenes.red])
    let size = try PictureSize(width: 301, height: 203)
    for projection in [
      Camera.Projection.perspective(verticalFieldOfView: 0.8), .orthographic(height: 1.5),
    ] {
      let camera = try Camera(
        eye: Vector3(0, -0.5, 0), target: Vector3(0, 2, 0), projection: projection)
      let ids = try TileRenderer().render(scene, from: camera, size: size).instances
      for (side, step) in [(-0.2, -1), (0.4, 1)] {
        let edge = try #require(camera.project(Vector3(side, 2, 0.05), size: size))
        // pixels whose middles are half a pixel within and without, or more
        let row = Int(edge.y) * size.width
        let within = Int((edge.x - 0.5 - Double(step)).rounded())
        let without = Int((edge.x - 0.5 + Double(step)).rounded())
        #expect(ids[row + within] == 1 && ids[row + without] == 0, "edge at \(edge.x)")
        #expect(abs(edge.depth - 2.5) < 1e-9)
      }
      let top = try #require(camera.project(Vector3(0.1, 2, 0.25), size: size))
      #expect(ids[Int((top.y + 0.5).rounded()) * size.width + Int(top.x)] == 1)
      #expect(ids[Int((top.y - 1.5).rounded()) * size.width + Int(top.x)] == 0)
    }
  }

  @Test func shadowsAgree() throws {
    // all white, lit by one lamp alone; what is dark is turned away or in a shadow
    var scene = TracedScenes.all()
    scene.ambient = 0
    scene.surfaces = scene.surfaces.map { _ in
      SurfaceTexture(family: "flat", colors: [[1, 1, 1]], gloss: 0)
    }
    let light = SceneLight(direction: Vector3(-0.5, 0.4, -0.8), temperature: 6000, intensity: 1)
    scene.lights = [light]
    let camera = try TracedScenes.camera()
    let size = try PictureSize(width: 93, height: 71)
    let frame = try TileRenderer().render(
      scene, from: camera, size: size, quality: RenderQuality(samples: 1))
    let way = light.direction / -light.direction.length
    let pixel = 2 * (0.35).tangent / 71
    var counts = (lit: 0, dark: 0)
    for at in stride(from: 0, to: size.count, by: 2) {
      // panes let some samples through
      guard (1...9).contains(frame.instances[at]) else { continue }
      let (x, y) = (Double(at % 93), Double(at / 93))
      let inCamera = Vector3((x + 0.5 - 46.5) * pixel, (y + 0.5 - 35.5) * pixel, 1)
      let place = camera.poseWorldCamera.transform(inCamera * Double(frame.depth[at]))
      let hit = cast(scene, place, way, opaque: true)
      // touching shapes, and rays that all but touch an edge, may go either way
      guard hit.depth > 0.02, hit.clearance > 1e-4 else { continue }
      let isDark = frame.picture[at % 93, at / 93].green == 0
      if hit.id > 0 {
        #expect(isDark, "pixel \(x),\(y) of \(frame.instances[at]), shaded by \(hit)")
        counts.dark += 1
      } else if frame.instances[at] == 1 {
        #expect(!isDark, "pixel \(x),\(y) of the floor")
        counts.lit += 1
      }
    }
    #expect(counts.lit > 400 && counts.dark > 60, "\(counts)")
  }
}
