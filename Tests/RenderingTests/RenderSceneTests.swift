import Geometry
import Rendering
import Scenes
import Testing

@Suite struct RenderSceneTests {
  private let box = RigidBodyModel(
    mass: 1,
    geoms: [
      CollisionGeom(.box(halfExtents: Vector3(0.1, 0.1, 0.1))),
      CollisionGeom(.sphere(radius: 0.05), poseBodyGeom: Pose(Vector3(0, 0, 0.2))),
    ])

  private func scene() -> Scene {
    Scene(
      tableTop: TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(0.8, 0.8)),
      poseWorldRobotBase: Pose(Vector3(-0.5, 0, 0.9)),
      objects: [
        Scene.Object(name: "box", body: box, poseWorldObject: Pose(Vector3(0, 0, 0.9))),
        Scene.Object(
          name: "goal", body: box, poseWorldObject: Pose(Vector3(0.2, 0, 0.9)), mount: .place),
      ])
  }

  @Test func tablesStandOnAFloor() {
    let drawn = RenderScene(scene())
    #expect(drawn.bodies.map(\.name) == ["floor", "table", "pedestal", "box", "goal"])
    #expect(drawn.bodies.map(\.isSolid) == [true, true, true, true, false])
    #expect(drawn.lights == [RenderScene.keyLight])
    // the legs reach the floor
    #expect(abs(drawn.bodies[1].bounds.low.z) < 1e-12)
    #expect(abs(drawn.bodies[1].bounds.high.z - 0.8) < 1e-12)
  }

  @Test func kitchensBringTheirOwn() {
    var kitchen = scene()
    let light = SceneLight(direction: Vector3(0, 0, -1), temperature: 3000, intensity: 1)
    let tile = SurfaceTexture(family: "tile", colors: [[1, 1, 1]])
    kitchen.lights = [light]
    kitchen.surfaces = [.init(slot: "wall_paint", texture: tile)]
    kitchen.fixtures = [
      SceneFixture(
        name: "wall_0", body: box, poseWorldFixture: .identity, materials: ["wall_paint", "glass"]),
      SceneFixture(name: "counter_1", body: box, poseWorldFixture: .identity),
    ]
    kitchen.objects[0].materials = ["wall_paint", "nobody_knows"]
    let drawn = RenderScene(kitchen)
    #expect(drawn.bodies.map(\.name) == ["wall_0", "counter_1", "box", "goal"])
    #expect(drawn.lights == [light])

    // walls let the light in; counters do not
    #expect(drawn.bodies[0].geoms.allSatisfy { !$0.castsShadow })
    #expect(drawn.bodies[1].geoms.allSatisfy { $0.castsShadow })
    // a slot's texture, a slot named by its material, and a colour for what nothing is said of
    let wall = drawn.bodies[0].geoms
    #expect(drawn.surfaces[wall[0].surface] == tile)
    #expect(drawn.surfaces[wall[1].surface].family == "glass")
    #expect(wall[1].opacity == 0.25)
    #expect(drawn.surfaces[drawn.bodies[2].geoms[0].surface] == tile)
    #expect(drawn.surfaces[drawn.bodies[2].geoms[1].surface].family == "flat")
  }

  @Test func movedBodiesAreSeenElsewhere() throws {
    var drawn = RenderScene(scene())
    let camera = try Camera(
      eye: Vector3(0, 0, 4), target: .zero, up: Vector3(0, 1, 0),
      projection: .orthographic(height: 1))
    let size = try PictureSize(width: 50, height: 50)
    func id() throws -> UInt16 {
      try TileRenderer().render(drawn, from: camera, size: size).instances[25 * 50 + 25]
    }
    #expect(try id() == 4)
    drawn.move("box", to: Pose(Vector3(0.3, 0.3, 0.9)))
    #expect(try id() == 2)
  }

  @Test func theViewShowsTheTable() throws {
    let scene = scene()
    let size = try PictureSize(width: 160, height: 120)
    let frame = try TileRenderer().render(
      RenderScene(scene), from: SceneView.perspective(of: scene), size: size)
    #expect(Set(frame.instances).isSuperset(of: [1, 2, 3, 4]))
    // a goal hides nothing
    #expect(!frame.instances.contains(5))
  }

  @Test func theWayToTheRobotIsClear() throws {
    // a robot that looks along +x; walls behind and before it, a cabinet beside the camera
    let wall = RigidBodyModel(
      mass: 1, geoms: [.init(.box(halfExtents: Vector3(0.05, 3, 1.25)))])
    let cabinet = RigidBodyModel(
      mass: 1, geoms: [.init(.box(halfExtents: Vector3(0.3, 0.3, 0.9)))])
    var kitchen = scene()
    kitchen.fixtures = [
      SceneFixture(
        name: "floor",
        body: RigidBodyModel(mass: 1, geoms: [.init(.box(halfExtents: Vector3(3, 3, 0.05)))]),
        poseWorldFixture: Pose(Vector3(0, 0, -0.05))),
      SceneFixture(
        name: "wall_1", body: wall, poseWorldFixture: Pose(Vector3(-1.5, 0, 1.25))),
      SceneFixture(name: "wall_2", body: wall, poseWorldFixture: Pose(Vector3(1, 0, 1.25))),
      SceneFixture(
        name: "fridge_1", body: cabinet, poseWorldFixture: Pose(Vector3(-1.5, -1, 0.9))),
    ]
    let camera = try SceneView.perspective(of: kitchen)
    let (drawn, whole) = try SceneView.cutAway(RenderScene(kitchen), before: camera)
    #expect(whole.near < camera.near && whole.poseWorldCamera == camera.poseWorldCamera)
    #expect(drawn.bodies.map(\.geoms.isEmpty) == [false, true, false, true, false, false])
    let frame = try TileRenderer().render(
      drawn, from: whole, size: PictureSize(width: 160, height: 120))
    let seen = Set(frame.instances)
    #expect(seen.isSuperset(of: [1, 3, 5]))
    #expect(seen.isDisjoint(with: [2, 4]))
  }
}
