import CEmbree
import Geometry

/// The shapes of a scene in Embree's tree; owned by one thread.
final class RayScene {
  typealias Mask = RayMask

  /// What a ray hits: which geom of which body, and where.
  struct Hit {
    var distance: Double
    /// Index into `geoms`.
    var geom: Int
    /// In the geom's frame.
    var point: Vector3
    var normal: Vector3
  }

  private let handle: OpaquePointer
  let geoms: [TracedGeom]

  /// - Throws: `RenderingError` when Embree cannot take the scene.
  init(_ scene: RenderScene) throws(RenderingError) {
    let (geoms, primitives) = try TracedGeom.all(of: scene)
    guard let handle = dmRaySceneOpen(primitives, primitives.count) else {
      throw RenderingError(field: "scene", reason: "was not taken by Embree")
    }
    self.handle = handle
    self.geoms = geoms
  }

  deinit { dmRaySceneClose(handle) }

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
      dmBlocked(handle, $0, $1, 0, far, Mask.shadow)
    } != 0
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
