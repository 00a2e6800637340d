import Authoring
import Geometry
import Scenes

/// Reads how an articulated part is tied to another object.
enum JointReader {
  static func joint(_ node: AuthoredNode, parents: [String]) throws(AuthoringError) -> ObjectJoint {
    let fields = try node.fields([
      "type", "parent", "position", "z_rotation", "quaternion_wxyz", "axis", "range", "friction",
      "damping", "stiffness", "rest", "initial",
    ])
    let type = try fields.required("type")
    guard let kind = ObjectJoint.Kind(rawValue: try type.string()) else {
      let known = ObjectJoint.Kind.allCases.map(\.rawValue)
      throw type.error("must be one of \(known.joined(separator: ", "))")
    }
    let parent = try fields.required("parent")
    guard parents.contains(try parent.string()) else {
      throw parent.error("must be an object that comes earlier")
    }
    let rangeNode = try fields.required("range")
    let range = try VectorReader.range(rangeNode)
    let limit = kind == .hinge ? 3.1 : 2.0
    guard range.lowerBound < range.upperBound, range.lowerBound >= -limit, range.upperBound <= limit
    else { throw rangeNode.error("must be [low, high] within \(-limit) and \(limit)") }

    let initialNode = fields["initial"]
    let initial = try initialNode.map { node throws(AuthoringError) in
      try VectorReader.range(node)
    }
    let start =
      initial ?? min(
        max(0, range.lowerBound), range.upperBound)...min(
        max(0, range.lowerBound), range.upperBound)
    guard start.lowerBound >= range.lowerBound, start.upperBound <= range.upperBound else {
      throw (initialNode ?? node).error("must be within the joint's range")
    }
    return ObjectJoint(
      kind: kind, parent: try parent.string(), poseParentPart: try VectorReader.pose(fields),
      axis: try VectorReader.unit(try fields.required("axis")), range: range,
      friction: try fields["friction"]?.double(in: 0...1000) ?? 0,
      damping: try fields["damping"]?.double(in: 0...1000) ?? 0,
      stiffness: try fields["stiffness"]?.double(in: 0...10_000) ?? 0,
      rest: try fields["rest"]?.double(in: -10...10) ?? 0, initial: start)
  }
}
