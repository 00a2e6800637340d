import CEmbree
import Geometry

/// The shapes of a scene in Embree's tree; owned by one thread.
final class RayScene {
  /// Which rays meet a primitive: camera rays by the pixel's sample, four bits; and those below.
  enum Mask {
    static let shadow: UInt32 = 1 << 4
    static let depth: UInt32 = 1 << 5
    /// The order in which a part of a primitive's samples is let through.
    static let samples: [UInt32] = [1, 8, 2, 4]
  }

  /// What a camera ray hits: which geom of which body, and where.
  struct Hit {
    var distance: Double
    /// Index into `geoms`.
    var geom: Int
    /// In the geom's frame.
    var point: Vector3
    var normal: Vector3
  }

  /// A geom in its place.
  struct Geom {
    var body: Int
    var surface: Int
    var orientation: Quaternion
    /// Of its longest side.
    var grain: Int
    var salt: UInt32
  }

  private let handle: OpaquePointer
  let geoms: [Geom]

  /// - Throws: `RenderingError` when Embree cannot take the scene.
  init(_ scene: RenderScene) throws(RenderingError) {
    var geoms: [Geom] = []
    var primitives: [dmPrimitive] = []
    for (index, body) in scene.bodies.enumerated() {
      for (part, geom) in body.geoms.enumerated() {
        let pose = body.poseWorldBody * geom.poseBodyGeom
        guard pose.isFinite else {
          throw RenderingError(
            field: "pose of \(body.name)", reason: "has a number that is not finite")
        }
        primitives.append(dmPrimitive(geom, pose: pose, isSolid: body.isSolid))
        geoms.append(
          Geom(
            body: index, surface: geom.surface, orientation: pose.orientation,
            grain: geom.shape.grain, salt: UInt32(truncatingIfNeeded: index &* 31 &+ part &* 7)))
      }
    }
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
      distance: hit.distance, geom: Int(hit.primitive),
      point: Vector3(hit.point.0, hit.point.1, hit.point.2),
      normal: Vector3(hit.normal.0, hit.normal.1, hit.normal.2))
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

extension dmPrimitive {
  init(_ geom: RenderBody.Geom, pose: Pose, isSolid: Bool) {
    let m = pose.rowMajor4x4
    let sizes = geom.shape.sizes + [0, 0]
    let kind: Int
    switch geom.shape {
    case .box: kind = dmBox
    case .sphere: kind = dmSphere
    case .cylinder: kind = dmCylinder
    case .capsule: kind = dmCapsule
    }

    // a share of the samples for what is not opaque
    let shown = Int((4 * min(1, max(0, geom.opacity))).rounded())
    var mask = RayScene.Mask.samples.prefix(shown).reduce(0, |)
    if isSolid && shown > 0 { mask |= RayScene.Mask.depth }
    if geom.castsShadow && shown == 4 { mask |= RayScene.Mask.shadow }
    self.init(
      kind: Int32(kind), mask: mask, size: (sizes[0], sizes[1], sizes[2]),
      position: (pose.position.x, pose.position.y, pose.position.z),
      rotation: (m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]))
  }
}

extension Shape {
  /// The axis of the longest side.
  fileprivate var grain: Int {
    guard case .box(let h) = self else { return 2 }
    return h.x >= h.y && h.x >= h.z ? 0 : h.y >= h.z ? 1 : 2
  }
}
