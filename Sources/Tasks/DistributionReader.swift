import Authoring
import Geometry
import Scenes

/// Reads a task's reset distributions.
enum DistributionReader {
  static func distribution(
    _ name: String, _ node: AuthoredNode, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> ResetDistribution {
    let fields = try node.fields(objects.map(\.name))
    var distribution = ResetDistribution(name: name, placements: [])
    for (index, object) in objects.enumerated() {
      if let joint = object.mount.joint {
        guard let node = fields[object.name] else { continue }
        let range = try jointRange(node, joint)
        distribution.joints.append(.init(object: object.name, range: range))
      } else if object.mount.frame == nil {
        distribution.placements.append(
          try placement(
            try fields.required(object.name), object: object.name,
            earlier: objects[..<index].map(\.name)))
      }
    }
    return distribution
  }

  private static func jointRange(
    _ node: AuthoredNode, _ joint: ObjectJoint
  ) throws(AuthoringError) -> ClosedRange<Double> {
    let value = try node.fields(["joint"]).required("joint")
    let range = try VectorReader.range(value)
    guard range.lowerBound >= joint.range.lowerBound, range.upperBound <= joint.range.upperBound
    else { throw value.error("must be within the joint's range") }
    return range
  }

  private static func placement(
    _ node: AuthoredNode, object: String, earlier: [String]
  ) throws(AuthoringError) -> ResetDistribution.Placement {
    let fields = try node.fields([
      "x", "y", "z", "z_probability", "z_rotation", "relative_to", "min_radius",
    ])
    func range(_ key: String) throws(AuthoringError) -> ClosedRange<Double>? {
      try fields[key].map { node throws(AuthoringError) in try VectorReader.range(node) }
    }
    let relative = fields["relative_to"]
    if let relative, !earlier.contains(try relative.string()) {
      throw relative.error("must be an object that comes earlier")
    }
    return ResetDistribution.Placement(
      object: object, x: try VectorReader.range(try fields.required("x")),
      y: try VectorReader.range(try fields.required("y")),
      zRotation: try range("z_rotation") ?? 0...0, z: try range("z") ?? 0...0,
      zProbability: try fields["z_probability"]?.double(in: 0...1) ?? 1,
      relativeTo: try relative?.string(),
      minRadius: try fields["min_radius"]?.double(in: 0...2) ?? 0)
  }
}
