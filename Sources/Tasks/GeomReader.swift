import Authoring
import Geometry

/// Reads collision primitives: MuJoCo's sizes, box half extents, cylinder radius and half length.
enum GeomReader {
  static func geom(_ node: AuthoredNode) throws(AuthoringError) -> CollisionGeom {
    let fields = try node.fields(["type", "size", "position", "quaternion_wxyz", "friction"])
    let type = try fields.required("type")
    let size = try fields.required("size")

    let counts = ["box": 3, "sphere": 1, "cylinder": 2, "capsule": 2]
    guard let count = counts[try type.string()] else {
      throw type.error("must be box, sphere, cylinder or capsule")
    }
    let s = try size.doubles(count)
    guard s.allSatisfy({ $0 > 1e-4 && $0 < 5 }) else {
      throw size.error("must be between 0.0001 and 5 metres")
    }
    let shape: Shape
    switch try type.string() {
    case "box": shape = .box(halfExtents: Vector3(s[0], s[1], s[2]))
    case "sphere": shape = .sphere(radius: s[0])
    case "cylinder": shape = .cylinder(radius: s[0], halfLength: s[1])
    default: shape = .capsule(radius: s[0], halfLength: s[1])
    }

    let p = try fields["position"]?.doubles(3) ?? [0, 0, 0]
    let q = try fields["quaternion_wxyz"]?.doubles(4) ?? [1, 0, 0, 0]
    let orientation = Quaternion(w: q[0], x: q[1], y: q[2], z: q[3])
    let norm = q.reduce(0) { $0 + $1 * $1 }
    guard (norm - 1).magnitude < 1e-3 else { throw node.error("quaternion_wxyz must be of norm 1") }
    return CollisionGeom(
      shape, poseBodyGeom: Pose(Vector3(p[0], p[1], p[2]), orientation.normalized),
      friction: try fields["friction"]?.double(in: 0...10) ?? 1)
  }
}
