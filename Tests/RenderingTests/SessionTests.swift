import Geometry
import Rendering
import Scenes
import Testing

/// Whatever was drawn before, a picture has the same bytes.
@Suite struct SessionTests {
  private func same(_ a: Frame, _ b: Frame) -> Bool {
    a.picture == b.picture && a.depth == b.depth && a.instances == b.instances
  }

  /// The bodies of the scene a little on; each fourth rests, and one only starts later.
  private func poses(_ scene: RenderScene, step: Int) -> [Pose] {
    scene.bodies.enumerated().map { index, body in
      guard index > 0, index % 4 != 0, index != 7 || step > 20 else { return body.poseWorldBody }
      let turn = Quaternion(axis: Vector3(0, 0, 1), angle: 0.03 * Double(step * index))
      return body.poseWorldBody
        * Pose(Vector3(0.004 * Double(step), 0.001 * Double(index), 0), turn)
    }
  }

  @Test func fiftyMovesAreAsOneShot() throws {
    let scene = TracedScenes.all()
    let size = try PictureSize(width: 61, height: 44)
    let renderer = TileRenderer()
    let session = try renderer.session(for: scene)
    for step in 0...50 {
      let moved = poses(scene, step: step)
      try session.move(to: moved)
      var still = scene
      for index in moved.indices { still.bodies[index].poseWorldBody = moved[index] }
      #expect(session.scene == still)
      // two cameras that stay and one that moves along
      for camera in [
        try TracedScenes.camera(), try TracedScenes.plan(),
        try TracedScenes.camera(0.01 * Double(step), near: 2),
      ] {
        let seen = try session.render(from: camera, size: size)
        guard step % 7 == 1 || step == 50 else { continue }
        #expect(same(seen, try renderer.render(still, from: camera, size: size)))
      }
    }

    // and back, by way of the scene as it was
    try session.move(to: scene.bodies.map(\.poseWorldBody))
    let camera = try TracedScenes.camera()
    let again = try session.render(from: camera, size: size)
    #expect(same(again, try renderer.render(scene, from: camera, size: size)))
  }

  @Test(arguments: [(1, 0), (2, 0), (3, 0), (4, 0), (4, 2), (9, 1), (64, 0)])
  func allQualitiesComeAgain(samples: Int, ambientRays: Int) throws {
    let quality = try RenderQuality(samples: samples, ambientRays: ambientRays)
    var scene = TracedScenes.all()
    let size = try PictureSize(width: 30, height: 22)
    let camera = try TracedScenes.camera()
    let session = try TileRenderer().session(for: scene, quality: quality)
    for step in 0..<4 {
      let moved = poses(scene, step: 1)
      for index in moved.indices { scene.bodies[index].poseWorldBody = moved[index] }
      try session.move(to: moved)
      let seen = try session.render(from: camera, size: size)
      let once = try TileRenderer().render(scene, from: camera, size: size, quality: quality)
      #expect(same(seen, once), "step \(step)")
    }
  }

  @Test func whatRestsIsNotDrawnFromMemoryAlone() throws {
    // a shadow that comes and goes over pixels that nothing moves in
    let floor = RenderBody(
      name: "floor", poseWorldBody: Pose(Vector3(0, 0, -0.1)),
      geoms: [.init(.box(halfExtents: Vector3(4, 4, 0.1)), surface: 0)])
    let ball = RenderBody(
      name: "ball", poseWorldBody: Pose(Vector3(2, 0, 1)),
      geoms: [.init(.sphere(radius: 0.3), surface: 1)])
    let light = SceneLight(direction: Vector3(1, 0, -1), temperature: 6000, intensity: 0.7)
    let scene = RenderScene(
      bodies: [floor, ball], surfaces: [TracedScenes.blue, TracedScenes.red], lights: [light])
    let camera = try Camera(
      eye: Vector3(0, 0, 2), target: .zero, up: Vector3(0, 1, 0),
      projection: .orthographic(height: 1))
    let session = try TileRenderer().session(for: scene)
    let size = try PictureSize(width: 20, height: 20)
    var reds: [UInt8] = []
    for x in [2.0, 2.1, -1, -1.05, 2, 2, -1] {
      try session.move(to: [floor.poseWorldBody, Pose(Vector3(x, 0, 1))])
      reds.append(try session.render(from: camera, size: size, parts: []).picture[10, 10].blue)
    }
    #expect(reds[0] > reds[2] + 30)
    #expect(reds == [reds[0], reds[0], reds[2], reds[2], reds[0], reds[0], reds[2]])
  }

  @Test func partsAreOnlyThoseAskedFor() throws {
    let session = try TileRenderer().session(for: TracedScenes.all())
    let size = try PictureSize(width: 8, height: 8)
    let camera = try TracedScenes.camera()
    let bare = try session.render(from: camera, size: size, parts: [])
    #expect(bare.depth.isEmpty && bare.instances.isEmpty)
    let ids = try session.render(from: camera, size: size, parts: .instances)
    #expect(ids.depth.isEmpty && ids.instances.count == 64)
    let both = try session.render(from: camera, size: size)
    #expect(both.depth.count == 64 && both.instances == ids.instances)
    #expect(both.picture == bare.picture)
  }

  @Test func badMovesAreRefused() throws {
    let scene = TracedScenes.all()
    let session = try TileRenderer().session(for: scene)
    var poses = scene.bodies.map(\.poseWorldBody)
    #expect(
      throws: RenderingError(
        field: "poses", reason: "are 10, but the scene has 11 bodies")
    ) { try session.move(to: poses.dropLast()) }
    poses[2].position.x += 1
    poses[3].position.y = .infinity
    #expect(
      throws: RenderingError(field: "pose of body2", reason: "has a number that is not finite")
    ) { try session.move(to: poses) }
    #expect(session.scene == scene)
  }

  @Test func glassLetsThrough() throws {
    // a quarter of the light is the pane's own, the rest what is behind it
    func middle(_ opacity: Double) throws -> Color {
      let pane = RenderBody(
        name: "pane", poseWorldBody: Pose(Vector3(0, 1, 0)),
        geoms: [.init(.box(halfExtents: Vector3(1, 0.01, 1)), surface: 0, opacity: opacity)])
      let scene = RenderScene(
        bodies: [pane], surfaces: [SurfaceTexture(family: "flat", colors: [[0, 0, 0]], gloss: 0)],
        lights: [], background: [0.6, 0.6, 0.6])
      let frame = try TileRenderer().render(
        scene,
        from: Camera(
          eye: .zero, target: Vector3(0, 1, 0),
          projection: .perspective(verticalFieldOfView: 0.5)),
        size: PictureSize(width: 3, height: 3))
      // it is there all the same
      #expect(frame.instances[4] == (opacity > 0 ? 1 : 0))
      return frame.picture[1, 1]
    }
    // sRGB 0.6 is 0.3185 linear; three quarters 0.2389, sRGB 0.5262: 134; half 0.1593, 0.4366: 111
    #expect(try middle(0).red == 153)
    #expect(abs(Int(try middle(0.25).red) - 134) <= 1)
    #expect(abs(Int(try middle(0.5).red) - 111) <= 1)
    #expect(try middle(1).red == 0)
  }
}
