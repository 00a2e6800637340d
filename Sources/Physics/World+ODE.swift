import COpenDE
import Geometry

/// ODE's raw values.
extension World {
  static func numbers(at pose: Pose, center: Vector3) -> [Double] {
    let p = center == .zero ? pose.position : pose.transform(center)
    let q = pose.orientation
    return [p.x, p.y, p.z, q.w, q.x, q.y, q.z, 0, 0, 0, 0, 0, 0]
  }

  /// Sets a body's state until it reads back as set: ODE renormalizes what it is given, and a recorded
  /// state must be one that can be restored exactly.
  func settle(_ body: dBodyID, _ state: [Double]) {
    var numbers = state
    for _ in 0..<8 {
      write(numbers, to: body)
      let back = read(body)
      if back == numbers { break }
      numbers = back
    }
  }

  func write(_ n: [Double], to body: dBodyID) {
    dBodySetPosition(body, n[0], n[1], n[2])
    dBodySetQuaternion(body, Array(n[3..<7]))
    dBodySetLinearVel(body, n[7], n[8], n[9])
    dBodySetAngularVel(body, n[10], n[11], n[12])
    // forces on a body that slept would still be waiting
    dBodySetForce(body, 0, 0, 0)
    dBodySetTorque(body, 0, 0, 0)
  }

  func read(_ body: dBodyID) -> [Double] {
    guard let p = dBodyGetPosition(body), let q = dBodyGetQuaternion(body),
      let v = dBodyGetLinearVel(body), let w = dBodyGetAngularVel(body)
    else { return [] }
    return [
      p[0], p[1], p[2], q[0], q[1], q[2], q[3], v[0], v[1], v[2], w[0], w[1], w[2],
    ]
  }

  func makeGeom(_ shape: Shape, in space: dSpaceID) -> dGeomID {
    switch shape {
    case .box(let h): dCreateBox(space, 2 * h.x, 2 * h.y, 2 * h.z)
    case .sphere(let r): dCreateSphere(space, r)
    case .cylinder(let r, let l): dCreateCylinder(space, r, 2 * l)
    case .capsule(let r, let l): dCreateCapsule(space, r, 2 * l)
    }
  }

  func describe(
    _ geom: dGeomID, tag: Int, friction: Double, contacts: Int, parent: Int? = nil
  ) {
    let info = UnsafeMutablePointer<dmGeom>.allocate(capacity: 1)
    info.initialize(
      to: dmGeom(
        body: Int32(tag), friction: friction, maxContacts: Int32(contacts),
        parent: Int32(parent ?? -1000)))
    dGeomSetData(geom, info)
    geomInfos.append(info)
  }

  func place(_ geom: dGeomID, _ pose: Pose) {
    let p = pose.position
    let q = pose.orientation
    dGeomSetPosition(geom, p.x, p.y, p.z)
    dGeomSetQuaternion(geom, [q.w, q.x, q.y, q.z])
  }

  func setGroup(_ geom: dGeomID, _ group: CollisionGroup, touches: CollisionGroup) {
    dGeomSetCategoryBits(geom, group.rawValue)
    dGeomSetCollideBits(geom, touches.rawValue)
  }
}
