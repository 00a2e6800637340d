import Foundation
import Geometry
import Rendering
import Robots
import Scenes
import Testing

/// Rays one by one, found by Embree, give the bytes of rays that tiles find together.
@Suite struct EmbreeRendererTests {
  private func expectSame(_ tiles: Frame, _ embree: Frame, _ what: String) {
    // said in short: pictures are long
    let bytes = zip(tiles.picture.bytes, embree.picture.bytes).count { $0 != $1 }
    let depths = zip(tiles.depth, embree.depth).count { $0 != $1 }
    let ids = zip(tiles.instances, embree.instances).count { $0 != $1 }
    let isWhole =
      tiles.picture.size == embree.picture.size && tiles.depth.count == embree.depth.count
      && tiles.instances.count == embree.instances.count
    #expect(isWhole && (bytes, depths, ids) == (0, 0, 0), "\(what)")
  }

  /// Pictures of a scene as it is and after moves, by cameras of all kinds.
  private func compare(_ scene: RenderScene, _ quality: RenderQuality) throws {
    let tiles = try TileRenderer().session(for: scene, quality: quality)
    let embree = try EmbreeRenderer().session(for: scene, quality: quality)
    #expect(type(of: tiles) != type(of: embree))
    // the edges cut tiles
    let size = try PictureSize(width: 61, height: 43)
    let middle = Vector3(0.02, 0.1, 0.4)
    let cameras: [(String, Camera)] = [
      ("perspective", try TracedScenes.camera()),
      ("near plane", try TracedScenes.camera(near: 2.4)),
      ("orthographic", try TracedScenes.plan()),
      (
        "beside a shape",
        try Camera(
          eye: Vector3(-0.3, -0.5, 0.3), target: middle,
          projection: .perspective(verticalFieldOfView: 1.6))
      ),
      (
        "far away",
        try Camera(
          eye: Vector3(200, -250, 90), target: middle,
          projection: .perspective(verticalFieldOfView: 0.008))
      ),
    ]
    for step in 0..<3 {
      for (name, camera) in cameras {
        let seen = try tiles.render(from: camera, size: size)
        expectSame(seen, try embree.render(from: camera, size: size), "\(name), step \(step)")
        #expect(Set(seen.instances).count > 2, "\(name) sees something")
      }
      let poses = scene.bodies.enumerated().map { index, body in
        guard index % 3 == 1 else { return body.poseWorldBody }
        let turn = Quaternion(axis: Vector3(0, 0.6, 0.8), angle: 0.2 * Double(step + 1))
        return body.poseWorldBody * Pose(Vector3(0.03 * Double(step), 0.02, 0.01), turn)
      }
      try tiles.move(to: poses)
      try embree.move(to: poses)
    }
  }

  /// Lamps from different sides; the second casts no shadows where there are three.
  private func lights(_ count: Int) -> [SceneLight] {
    Array(
      [
        RenderScene.keyLight,
        SceneLight(
          direction: Vector3(0.6, 0.3, -0.7), temperature: 3500, intensity: 0.35,
          castsShadow: false),
        SceneLight(direction: Vector3(-0.9, 0.2, -0.3), temperature: 8000, intensity: 0.4),
      ].prefix(count))
  }

  @Test(
    arguments: [(1, 0, 1), (4, 0, 1), (4, 0, 3), (16, 0, 3), (1, 2, 3), (4, 2, 1), (16, 2, 3)])
  func everyPrimitiveIsTheSame(samples: Int, ambientRays: Int, lamps: Int) throws {
    var scene = TracedScenes.all()
    scene.lights = lights(lamps)
    try compare(scene, try RenderQuality(samples: samples, ambientRays: ambientRays))
  }

  @Test(arguments: [(1, 0), (4, 0), (4, 2)])
  func aFullRoomIsTheSame(samples: Int, ambientRays: Int) throws {
    var scene = TracedScenes.room()
    #expect(scene.bodies.reduce(0) { $0 + $1.geoms.count } > 300)
    scene.lights = lights(3)
    try compare(scene, try RenderQuality(samples: samples, ambientRays: ambientRays))
  }

  @Test func aRobotAtATableIsTheSame() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let robots = try RobotLibrary(folder: root.appending(path: "Scenes/robots").path)
    let panda = try #require(robots.robot(named: "panda"))
    let cubes = [0.02, 0.025].map {
      RigidBodyModel(mass: 1, geoms: [.init(.box(halfExtents: Vector3($0, $0, $0)))])
    }
    let base = Pose(Vector3(-0.56, 0, 0.912))
    let stack = Scene(
      tableTop: TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(0.8, 0.8)),
      poseWorldRobotBase: base,
      objects: [
        .init(name: "cubeA", body: cubes[0], poseWorldObject: Pose(Vector3(0.05, -0.06, 0.82))),
        .init(name: "cubeB", body: cubes[1], poseWorldObject: Pose(Vector3(0.02, 0.08, 0.825))),
      ])
    var scene = RenderScene(stack)
    scene.add(panda, base: base, jointPositions: panda.home, fingerOpening: 0.03)
    let tiles = try TileRenderer().session(for: scene)
    let embree = try EmbreeRenderer().session(for: scene)
    let size = try PictureSize(width: 84, height: 84)
    let camera = try SceneView.perspective(of: stack)
    for step in 0..<4 {
      let joints = panda.home.enumerated().map { $1 + 0.05 * Double(step * ($0 % 3 - 1)) }
      scene.move(panda, base: base, jointPositions: joints, fingerOpening: 0.03)
      scene.move("cubeA", to: Pose(Vector3(0.05, -0.06, 0.82 + 0.03 * Double(step))))
      try tiles.move(to: scene.bodies.map(\.poseWorldBody))
      try embree.move(to: scene.bodies.map(\.poseWorldBody))
      let seen = try tiles.render(from: camera, size: size)
      expectSame(seen, try embree.render(from: camera, size: size), "step \(step)")
    }
  }

  @Test func ofTwoAtOnePlaceTheFirstIsSeen() throws {
    let geoms = [0, 1].map { RenderBody.Geom(.sphere(radius: 0.4), surface: $0) }
    let bodies = geoms.map { RenderBody(name: "ball", poseWorldBody: .identity, geoms: [$0]) }
    let scene = RenderScene(bodies: bodies, surfaces: [TracedScenes.red, TracedScenes.blue])
    let size = try PictureSize(width: 9, height: 9)
    let renderers: [any Renderer] = [TileRenderer(), EmbreeRenderer()]
    for renderer in renderers {
      let seen = try renderer.render(scene, from: TracedScenes.plan(), size: size)
      #expect(seen.instances[40] == 1)
      #expect(seen.picture[4, 4].red > seen.picture[4, 4].blue)
    }
  }

  @Test func badMovesAndScenesAreRefused() throws {
    var scene = TracedScenes.all()
    let session = try EmbreeRenderer().session(for: scene)
    var poses = scene.bodies.map(\.poseWorldBody)
    #expect(
      throws: RenderingError(field: "poses", reason: "are 10, but the scene has 11 bodies")
    ) { try session.move(to: poses.dropLast()) }
    let broken = RenderingError(field: "pose of body2", reason: "has a number that is not finite")
    poses[3].position.y = .infinity
    #expect(throws: broken) { try session.move(to: poses) }
    #expect(session.scene == scene)
    scene.bodies[3].poseWorldBody.position.x = .nan
    #expect(throws: broken) { try EmbreeRenderer().session(for: scene) }
  }

  @Test func anEmptySceneIsTheBackground() throws {
    let scene = RenderScene(bodies: [], surfaces: [])
    let size = try PictureSize(width: 9, height: 9)
    let camera = try TracedScenes.camera()
    expectSame(
      try TileRenderer().render(scene, from: camera, size: size),
      try EmbreeRenderer().render(scene, from: camera, size: size), "nothing")
  }
}
