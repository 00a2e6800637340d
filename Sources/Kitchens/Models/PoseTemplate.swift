import Authoring
import Geometry

/// A pose of a model file: `at`, and one way of saying how it is turned.
struct PoseTemplate: Sendable, Hashable {
  /// The keys that it reads.
  static let keys = [
    "at", "axis", "z_rotation", "quaternion_wxyz", "approach", "opening",
  ]

  private enum Turn: Sendable, Hashable {
    /// The frame's z along this axis of the parent, then turned about the parent's z.
    case axis(Int, PlacedExpression?)
    case quaternion([PlacedExpression])
    /// z and x of the frame as directions of the parent.
    case directions([PlacedExpression], [PlacedExpression])
  }

  private var at: [PlacedExpression]?
  private var turn: Turn

  /// Reads the pose; a joint's `axis` is not the frame's, so joints leave it out.
  init(
    _ fields: AuthoredFields, _ scope: ModelScope, readsAxis: Bool = true
  ) throws(AuthoringError) {
    at = try fields["at"].map { node throws(AuthoringError) in
      try PlacedExpression.list(node, 3, scope)
    }
    let approach = fields["approach"]
    let opening = fields["opening"]
    let quaternion = fields["quaternion_wxyz"]
    let axisNode = readsAxis ? fields["axis"] : nil
    let plain = axisNode ?? fields["z_rotation"]
    let said = [approach ?? opening, quaternion, plain].compactMap { $0 }
    guard said.count <= 1 else {
      throw said[1].error("says the rotation a second time")
    }

    if let quaternion {
      turn = .quaternion(try PlacedExpression.list(quaternion, 4, scope))
    } else if let approach = approach ?? opening {
      guard let opening, fields["approach"] != nil else {
        throw approach.error("approach and opening come together")
      }
      turn = .directions(
        try PlacedExpression.list(approach, 3, scope), try PlacedExpression.list(opening, 3, scope))
    } else {
      var axis = 2
      if let node = axisNode {
        guard let index = ["x", "y", "z"].firstIndex(of: try node.string()) else {
          throw node.error("must be x, y or z")
        }
        axis = index
      }
      turn = .axis(
        axis,
        try fields["z_rotation"].map { node throws(AuthoringError) in
          try PlacedExpression(node, scope)
        })
    }
  }

  /// The pose for these values.
  func pose(_ values: [Expression.Value]) throws(AuthoringError) -> Pose {
    let position = try at?.vector(values) ?? .zero
    switch turn {
    case .axis(let axis, let angle):
      var orientation = Self.along[axis]
      if let angle = try angle?.number(values, in: -100...100) {
        orientation = Quaternion(axis: Vector3(0, 0, 1), angle: angle) * orientation
      }
      return Pose(position, orientation)
    case .quaternion(let list):
      var q: [Double] = []
      for component in list { q.append(try component.number(values)) }
      guard (q.reduce(0) { $0 + $1 * $1 } - 1).magnitude < 1e-3 else {
        throw list[0].problem("the quaternion must be of norm 1")
      }
      return Pose(position, Quaternion(w: q[0], x: q[1], y: q[2], z: q[3]).normalized)
    case .directions(let approach, let opening):
      let z = try approach.unit(values)
      let x = try opening.unit(values)
      guard z.dot(x).magnitude < 1e-6 else {
        throw approach[0].problem("approach and opening must be at right angles")
      }
      return Pose(position, Quaternion(columns: x, z.cross(x), z).normalized)
    }
  }

  /// The turns that bring z to x, y and z.
  private static let along = [
    Quaternion(axis: Vector3(0, 1, 0), angle: .pi / 2),
    Quaternion(axis: Vector3(1, 0, 0), angle: -.pi / 2), .identity,
  ]
}
