import COpenDE
import Geometry

/// Mass, centre and inertia of a compound whose mass is spread evenly over its volume.
struct MassProperties {
  /// About the centre of mass, in the body's axes.
  let mass: dMass
  /// The centre of mass in the body's own frame, metres.
  let center: Vector3

  /// With `inertia`, principal moments in kg m² replace the geoms' own, and the centre is the origin.
  init(_ model: RigidBodyModel, inertia: Vector3?) {
    var total = dMass()
    if let inertia {
      dMassSetParameters(
        &total, model.mass, 0, 0, 0, inertia.x, inertia.y, inertia.z, 0, 0, 0)
      mass = total
      center = .zero
      return
    }
    dMassSetZero(&total)
    let volume = model.geoms.reduce(0) { $0 + $1.shape.volume }
    var weighted = Vector3.zero
    for geom in model.geoms {
      let share = model.mass * geom.shape.volume / volume
      var part = dMass()
      switch geom.shape {
      case .box(let h): dMassSetBoxTotal(&part, share, 2 * h.x, 2 * h.y, 2 * h.z)
      case .sphere(let r): dMassSetSphereTotal(&part, share, r)
      case .cylinder(let r, let l): dMassSetCylinderTotal(&part, share, 3, r, 2 * l)
      case .capsule(let r, let l): dMassSetCapsuleTotal(&part, share, 3, r, 2 * l)
      }
      let p = geom.poseBodyGeom.position
      if geom.poseBodyGeom.orientation != .identity {
        dMassRotate(&part, Self.rotation(geom.poseBodyGeom.orientation))
      }
      dMassTranslate(&part, p.x, p.y, p.z)
      dMassAdd(&total, &part)
      weighted += p * share
    }
    // a single centred geom keeps its centre exactly
    center = weighted / model.mass
    if center != .zero { dMassTranslate(&total, -center.x, -center.y, -center.z) }
    // ODE demands a centre of exactly zero
    total.c = (0, 0, 0, 0)
    mass = total
  }

  /// ODE's padded 3x4 rotation matrix.
  private static func rotation(_ q: Quaternion) -> [Double] {
    let m = Pose(.zero, q).rowMajor4x4
    return Array(m[0..<12])
  }
}
