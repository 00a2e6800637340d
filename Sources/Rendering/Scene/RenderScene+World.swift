import Geometry
import Robots
import Scenes

/// How a scene of a task becomes a scene to draw.
extension RenderScene {
  /// Everything of a scene but its robot: fixtures, or where there are none a floor and a table; then
  /// the objects, in the scene's order.
  public init(_ scene: Scene) {
    self.init()
    if scene.fixtures.isEmpty {
      addFurniture(scene)
    } else {
      // a room is lit from behind the robot, and by its own walls
      lights[0].direction = scene.poseWorldRobotBase.orientation.rotate(Vector3(0.5, -0.25, -0.83))
      ambient = 0.6
    }
    if !scene.lights.isEmpty { lights = scene.lights }
    for fixture in scene.fixtures {
      fixtureOwners.insert(fixture.name)
      for slot in fixture.materials + fixture.visuals.map(\.material) where slot.contains("/") {
        fixtureOwners.insert(String(slot.prefix { $0 != "/" }))
      }
      // light comes in over the walls
      let kind = FixtureKind(name: fixture.name)
      bodies.append(
        body(
          fixture.name, fixture.body, at: fixture.poseWorldFixture, slots: fixture.materials,
          visuals: fixture.visuals, in: scene, otherwise: { _ in SurfacePalette.fixture(kind) },
          castsShadow: !kind.isRoom))
    }
    for (index, object) in scene.objects.enumerated() {
      var drawn = body(
        object.name, object.body, at: object.poseWorldObject, slots: object.materials,
        visuals: object.visuals, in: scene,
        otherwise: { SurfacePalette.object(index, object.mount, geom: $0) }, castsShadow: true)
      if !object.mount.isSubstance {
        // what has no substance is seen through
        drawn.isSolid = false
        for geom in drawn.geoms.indices { drawn.geoms[geom].opacity = 0.5 }
      }
      bodies.append(drawn)
    }
  }

  /// The body of a fixture or an object; slots without a texture look as `otherwise` says.
  private mutating func body(
    _ name: String, _ model: RigidBodyModel, at pose: Pose, slots: [String],
    visuals: [SceneVisual], in scene: Scene,
    otherwise: (_ geom: Int) -> SurfaceTexture, castsShadow: Bool
  ) -> RenderBody {
    // what is touched, and then what is only seen
    var shapes: [(shape: Shape, pose: Pose, slot: String)] = []
    for (index, geom) in model.geoms.enumerated() {
      let slot = slots.indices.contains(index) ? slots[index] : ""
      shapes.append((geom.shape, geom.poseBodyGeom, slot))
    }
    shapes += visuals.map { ($0.shape, $0.pose, $0.material) }
    let geoms = shapes.enumerated().map { index, seen in
      let known = scene.surfaces.first { $0.slot == seen.slot }?.texture
      let texture = known ?? SurfacePalette.slot(seen.slot) ?? otherwise(index)
      let slot = known != nil ? seen.slot : seen.slot.isEmpty ? name : "\(name)/\(seen.slot)"
      return RenderBody.Geom(
        seen.shape, poseBodyGeom: seen.pose, surface: self.index(of: texture, slot: slot),
        opacity: TextureFamily(rawValue: texture.family)?.opacity ?? 1, castsShadow: castsShadow)
    }
    return RenderBody(name: name, poseWorldBody: pose, geoms: geoms)
  }

  /// A room's floor and walls, a table with four legs, and the robot's pedestal.
  private mutating func addFurniture(_ scene: Scene) {
    let floor = index(of: SurfacePalette.floor, slot: "floor")
    let wall = index(of: SurfacePalette.fixture(.wall), slot: "wall")
    let wood = index(of: SurfacePalette.tableTop, slot: "table")
    let legs = index(of: SurfacePalette.metal, slot: "table_legs")
    let pedestal = index(of: SurfacePalette.metal, slot: "pedestal")
    let table = scene.tableTop
    let side = 3.0
    var room = [RenderBody.Geom(.box(halfExtents: Vector3(12, 12, 0.01)), surface: floor)]
    for (x, y) in [(-1.0, 0.0), (1, 0), (0, -1), (0, 1)] {
      // light comes in over the walls
      let half = Vector3(x == 0 ? side : 0.02, y == 0 ? side : 0.02, 1.5)
      room.append(
        RenderBody.Geom(
          .box(halfExtents: half), poseBodyGeom: Pose(Vector3(x * side, y * side, 1.51)),
          surface: wall, castsShadow: false))
    }
    bodies.append(
      RenderBody(
        name: "floor", poseWorldBody: Pose(Vector3(table.center.x, table.center.y, -0.01)),
        geoms: room))

    // a slab, and legs a little within its corners
    let slab = 0.04
    var geoms = [
      RenderBody.Geom(
        .box(halfExtents: Vector3(table.size.x / 2, table.size.y / 2, slab / 2)),
        poseBodyGeom: Pose(Vector3(0, 0, -slab / 2)), surface: wood)
    ]
    let leg = (table.center.z - slab) / 2
    for (x, y) in [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1)] where leg > 0 {
      geoms.append(
        RenderBody.Geom(
          .box(halfExtents: Vector3(0.025, 0.025, leg)),
          poseBodyGeom: Pose(
            Vector3(x * (table.size.x / 2 - 0.04), y * (table.size.y / 2 - 0.04), -slab - leg)),
          surface: legs))
    }
    bodies.append(RenderBody(name: "table", poseWorldBody: Pose(table.center), geoms: geoms))

    let base = scene.poseWorldRobotBase
    if base.position.z > 0.05 {
      let half = base.position.z / 2
      bodies.append(
        RenderBody(
          name: "pedestal",
          poseWorldBody: Pose(Vector3(base.position.x, base.position.y, 0), base.orientation),
          geoms: [
            .init(
              .box(halfExtents: Vector3(0.09, 0.09, half)),
              poseBodyGeom: Pose(Vector3(0, 0, half)), surface: pedestal)
          ]))
    }
  }
}
