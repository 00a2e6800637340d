import Geometry
import Physics
import Robots

/// A driven base as collision geometry: it pushes nothing, and is asked what it touches.
struct BaseGeometry {
  private let query: QueryHandle
  /// In the base's frame.
  private let poses: [Pose]

  /// Adds the geoms of a base with its mount at a height (metres) to a world.
  init(_ base: MobileBaseModel, lift: Double, in world: World) {
    let geoms = base.geoms(lift: lift)
    query = world.addQuery(geoms.map(\.shape))
    poses = geoms.map(\.poseBodyGeom)
  }

  /// What the base touches at a pose: bodies' indices; negative for what never moves and has none.
  func touches(_ pose: Pose, in world: World) -> [Int] {
    world.touches(query, at: poses.map { pose * $0 }).map(\.other)
  }
}
