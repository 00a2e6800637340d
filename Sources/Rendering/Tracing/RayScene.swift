import CEmbree
import Geometry

/// The shapes of a world in Embree's tree; owned by one thread.
final class RayScene {
  typealias Mask = RayMask

  /// What a ray hits: which geom of which body, and where.
  struct Hit {
    var distance: Double
    /// Index into the world's geoms.
    var geom: Int
    /// In the geom's frame.
    var point: Vector3
    var normal: Vector3
  }

  private let handle: OpaquePointer
  private let world: TracedWorld
  /// The world's moves that the tree knows of.
  private var known: Int

  /// - Throws: `RenderingError` when Embree cannot take the world.
  init(_ world: TracedWorld) throws(RenderingError) {
    guard let handle = dmRaySceneOpen(world.handle) else { throw Self.refusal }
    self.handle = handle
    self.world = world
    known = world.moves
  }

  deinit { dmRaySceneClose(handle) }

  private static let refusal = RenderingError(field: "scene", reason: "was not taken by Embree")

  /// Builds the tree anew when something has moved.
  ///
  /// - Throws: `RenderingError` when Embree cannot take the world.
  func update() throws(RenderingError) {
    guard known != world.moves else { return }
    guard dmRaySceneUpdate(handle) != 0 else { throw Self.refusal }
    known = world.moves
  }

  /// The nearest geom that a ray enters; distances in lengths of its direction.
  func trace(_ origin: Vector3, _ direction: Vector3, near: Double, mask: UInt32) -> Hit? {
    var hit = dmHit()
    let met = withUnsafeCoordinates(origin, direction) {
      dmTrace(handle, $0, $1, near, mask, &hit)
    }
    guard met != 0 else { return nil }
    return Hit(
      distance: hit.distance, geom: Int(hit.primitive), point: Vector3(hit.point),
      normal: Vector3(hit.normal))
  }

  /// Whether anything that casts shadows stands in the way.
  func isBlocked(_ origin: Vector3, _ direction: Vector3, far: Double) -> Bool {
    withUnsafeCoordinates(origin, direction) {
      dmBlocked(handle, $0, $1, far, Mask.shadow, -1)
    } != 0
  }

  /// Before the tiles of a view's picture.
  func begin(_ view: TracedView) { dmRaysBegin(handle, view.handle) }

  /// What the pixels of a tile see, every ray traced; stays until the next call.
  func tile(_ index: Int, of view: TracedView) -> dmTile { dmRaysTile(handle, view.handle, index) }

  /// Distance and geom at the middles of a tile's pixels, into whole pictures.
  func middles(
    _ tile: Int, of view: TracedView, _ distances: inout [Float], _ geoms: inout [Int32]
  ) {
    dmRaysMiddles(handle, view.handle, tile, &distances, &geoms)
  }

  private func withUnsafeCoordinates(
    _ a: Vector3, _ b: Vector3, _ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Int32
  ) -> Int32 {
    // SIMD3 is three doubles and a fourth of padding
    withUnsafePointer(to: a) { first in
      withUnsafePointer(to: b) { second in
        body(
          UnsafeRawPointer(first).assumingMemoryBound(to: Double.self),
          UnsafeRawPointer(second).assumingMemoryBound(to: Double.self))
      }
    }
  }
}

extension Vector3 {
  /// Of an array of C.
  init(_ c: (Double, Double, Double)) { self.init(c.0, c.1, c.2) }

  /// As an array of C.
  var tuple: (Double, Double, Double) { (x, y, z) }
}
