import Geometry
import JSONText

/// Rigid bodies as JSON: `mass` in kg, and `geoms` with MuJoCo's sizes (half extents, radius, half length).
enum BodyCoding {
  /// The body of `mass` and `geoms`, or nil when the record has neither.
  static func body(_ record: JSONRecord) throws(DemonstrationError) -> RigidBodyModel? {
    guard record.optional("mass") != nil || record.optional("geoms") != nil else { return nil }
    let mass = try record.required("mass").number()
    var geoms: [CollisionGeom] = []
    for node in try record.required("geoms").list() { geoms.append(try geom(node)) }
    return RigidBodyModel(mass: mass, geoms: geoms)
  }

  /// The members `mass` and `geoms` of a body.
  static func members(_ body: RigidBodyModel) -> JSONObject {
    ["mass": JSON(body.mass), "geoms": .array(body.geoms.map(value))]
  }

  private static func geom(_ node: JSONNode) throws(DemonstrationError) -> CollisionGeom {
    let record = try node.record(keys: ["type", "size", "pos", "quat_wxyz", "friction"])
    let shape = try primitive(record)

    // where it sits in the body's frame
    var pose = Pose.identity
    if let p = try record.optional("pos")?.numbers(3...3) { pose.position = Vector3(p) }
    if let q = record.optional("quat_wxyz") { pose.orientation = try quaternion(q) }
    let friction = try record.optional("friction")?.number() ?? 1
    return CollisionGeom(shape, poseBodyGeom: pose, friction: friction)
  }

  private static func primitive(_ record: JSONRecord) throws(DemonstrationError) -> Shape {
    // MuJoCo always writes three sizes; those that a type does not have are zero
    let type = try record.required("type")
    let node = try record.required("size")
    let size = try node.numbers(1...3)
    let name = try type.text()
    guard let count = ["sphere": 1, "cylinder": 2, "capsule": 2, "box": 3][name] else {
      throw DemonstrationError(
        .value, field: type.path,
        reason: "\"\(name)\" is none of box, sphere, cylinder, capsule")
    }
    guard size.count >= count, size.dropFirst(count).allSatisfy({ $0 == 0 }) else {
      throw DemonstrationError(
        .shape, field: node.path, reason: "a \(name) has \(count) sizes, not \(size)")
    }
    switch name {
    case "sphere": return .sphere(radius: size[0])
    case "cylinder": return .cylinder(radius: size[0], halfLength: size[1])
    case "capsule": return .capsule(radius: size[0], halfLength: size[1])
    default: return .box(halfExtents: Vector3(size))
    }
  }

  private static func quaternion(_ node: JSONNode) throws(DemonstrationError) -> Quaternion {
    let q = try node.numbers(4...4)
    let quaternion = Quaternion(w: q[0], x: q[1], y: q[2], z: q[3])
    let norm = (q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]).squareRoot()
    guard (norm - 1).magnitude < 1e-3 else {
      throw DemonstrationError(
        .value, field: node.path, reason: "not a unit quaternion: its norm is \(norm)")
    }
    // a good one stays as it is, bit for bit
    return (norm - 1).magnitude < 1e-9 ? quaternion : quaternion.normalized
  }

  private static func value(_ geom: CollisionGeom) -> JSON {
    let type =
      switch geom.shape {
      case .box: "box"
      case .sphere: "sphere"
      case .cylinder: "cylinder"
      case .capsule: "capsule"
      }
    let p = geom.poseBodyGeom.position
    let q = geom.poseBodyGeom.orientation
    return [
      "type": JSON(type),
      "size": .numbers(geom.shape.sizes),
      "pos": .numbers([p.x, p.y, p.z]),
      "quat_wxyz": .numbers([q.w, q.x, q.y, q.z]),
      "friction": JSON(geom.friction),
    ]
  }
}
