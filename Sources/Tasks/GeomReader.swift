import Authoring
import Geometry

/// Reads collision primitives: MuJoCo's sizes, box half extents, cylinder radius and half length.
enum GeomReader {
  static func geom(_ node: AuthoredNode) throws(AuthoringError) -> CollisionGeom {
    let fields = try node.fields([
      "type", "size", "position", "z_rotation", "quaternion_wxyz", "friction",
    ])
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

    return CollisionGeom(
      shape, poseBodyGeom: try VectorReader.pose(fields),
      friction: try fields["friction"]?.double(in: 0...10) ?? 1)
  }
}
