import CEmbree
import Geometry
import Scenes

/// A geom as rays and textures see it.
struct TracedGeom {
  /// Its body, and its place among the body's geoms.
  var body: Int
  var part: Int
  var surface: Int
  /// The axis of its longest side.
  var grain: Int
  /// Sets its texture apart from others'.
  var salt: UInt32

  /// The geoms of a scene with their primitives, body by body.
  ///
  /// - Throws: `RenderingError` naming a body whose pose is not finite.
  static func all(
    of scene: RenderScene
  ) throws(RenderingError) -> (geoms: [TracedGeom], primitives: [dmPrimitive]) {
    var geoms: [TracedGeom] = []
    var primitives: [dmPrimitive] = []
    for (index, body) in scene.bodies.enumerated() {
      for (part, geom) in body.geoms.enumerated() {
        let pose = body.poseWorldBody * geom.poseBodyGeom
        guard pose.isFinite else { throw RenderingError(unfinished: body.name) }
        primitives.append(dmPrimitive(geom, pose: pose, isSolid: body.isSolid))
        geoms.append(
          TracedGeom(
            body: index, part: part, surface: geom.surface, grain: geom.shape.grain,
            salt: UInt32(truncatingIfNeeded: index &* 31 &+ part &* 7)))
      }
    }
    return (geoms, primitives)
  }
}

extension RenderingError {
  /// Of a body whose pose is no pose.
  init(unfinished body: String) {
    self.init(field: "pose of \(body)", reason: "has a number that is not finite")
  }
}

/// Which rays meet a primitive: camera rays by the pixel's sample, four bits; and those below.
enum RayMask {
  static let shadow: UInt32 = 1 << 4
  static let depth: UInt32 = 1 << 5
  /// The order in which a part of a primitive's samples is let through.
  static let samples: [UInt32] = [1, 8, 2, 4]
}

extension dmPrimitive {
  init(_ geom: RenderBody.Geom, pose: Pose, isSolid: Bool) {
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
    var mask = RayMask.samples.prefix(shown).reduce(0, |)
    if isSolid && shown > 0 { mask |= RayMask.depth }
    if geom.castsShadow && shown == 4 { mask |= RayMask.shadow }
    self.init()
    self.kind = Int32(kind)
    self.mask = mask
    size = (sizes[0], sizes[1], sizes[2])
    place(at: pose)
  }

  /// Puts it elsewhere in the world.
  mutating func place(at pose: Pose) {
    let x = pose.orientation.rotate(Vector3(1, 0, 0))
    let y = pose.orientation.rotate(Vector3(0, 1, 0))
    let z = pose.orientation.rotate(Vector3(0, 0, 1))
    position = (pose.position.x, pose.position.y, pose.position.z)
    rotation = (x.x, y.x, z.x, x.y, y.y, z.y, x.z, y.z, z.z)
  }
}

extension Shape {
  /// The axis of the longest side.
  fileprivate var grain: Int {
    guard case .box(let h) = self else { return 2 }
    return h.x >= h.y && h.x >= h.z ? 0 : h.y >= h.z ? 1 : 2
  }
}
