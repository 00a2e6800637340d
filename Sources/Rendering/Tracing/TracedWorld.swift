import CEmbree
import Geometry

/// The shapes of a scene where they stand now; owned by one thread.
final class TracedWorld {
  let handle: OpaquePointer
  let geoms: [TracedGeom]
  /// How often a body was put elsewhere.
  private(set) var moves = 0
  private var primitives: [dmPrimitive]
  /// The first geom of each body, and the count of all.
  private var first: [Int] = []

  /// With the directions towards lamps that cast shadows.
  ///
  /// - Throws: `RenderingError` when there is more than pictures can tell apart.
  init(_ scene: RenderScene, lamps: [Vector3]) throws(RenderingError) {
    (geoms, primitives) = try TracedGeom.all(of: scene)
    guard geoms.count < 1 << 22 else {
      throw RenderingError(field: "scene", reason: "has \(geoms.count) shapes, which is too many")
    }
    guard lamps.count <= 32 else {
      throw RenderingError(
        field: "lights", reason: "are \(lamps.count) with shadows, but can be 32 at most")
    }
    let ways = lamps.flatMap { [$0.x, $0.y, $0.z] }
    guard let handle = dmWorldOpen(primitives, primitives.count, ways, lamps.count) else {
      throw RenderingError(field: "scene", reason: "needs more memory than there is")
    }
    self.handle = handle
    var count = 0
    for body in scene.bodies {
      first.append(count)
      count += body.geoms.count
    }
    first.append(count)
  }

  deinit { dmWorldClose(handle) }

  /// Puts a body elsewhere.
  func move(_ index: Int, _ body: RenderBody) {
    moves += 1
    for geom in first[index]..<first[index + 1] {
      let part = body.geoms[geom - first[index]]
      primitives[geom].place(at: body.poseWorldBody * part.poseBodyGeom)
      withUnsafePointer(to: primitives[geom]) { dmWorldMove(handle, geom, $0) }
    }
  }
}
