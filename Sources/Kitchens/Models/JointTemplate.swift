import Authoring
import Geometry
import Scenes

/// A joint of a model file.
struct JointTemplate: Sendable, Hashable {
  var kind: ObjectJoint.Kind
  var parent: String
  var parentPlace: AuthoringError
  var pose: PoseTemplate
  var axis: [PlacedExpression]
  var range: [PlacedExpression]
  var initial: [PlacedExpression]?
  var friction, damping, stiffness, rest: PlacedExpression?

  init(_ node: AuthoredNode, _ scope: ModelScope) throws(AuthoringError) {
    let fields = try node.fields([
      "type", "parent", "at", "z_rotation", "quaternion_wxyz", "axis", "range", "friction",
      "damping", "stiffness", "rest", "initial",
    ])
    let type = try fields.required("type")
    guard let kind = ObjectJoint.Kind(rawValue: try type.string()) else {
      let known = ObjectJoint.Kind.allCases.map(\.rawValue)
      throw type.error("must be one of \(known.joined(separator: ", "))")
    }
    self.kind = kind
    let parent = try fields.required("parent")
    self.parent = try parent.string()
    parentPlace = parent.error("")
    axis = try PlacedExpression.list(try fields.required("axis"), 3, scope)
    range = try PlacedExpression.list(try fields.required("range"), 2, scope)
    initial = try fields["initial"].map { node throws(AuthoringError) in
      try PlacedExpression.list(node, 2, scope)
    }
    func optional(_ key: String) throws(AuthoringError) -> PlacedExpression? {
      try fields[key].map { node throws(AuthoringError) in try PlacedExpression(node, scope) }
    }
    friction = try optional("friction")
    damping = try optional("damping")
    stiffness = try optional("stiffness")
    rest = try optional("rest")

    // here the key `axis` is the joint's own, not the frame's
    pose = try PoseTemplate(fields, scope, readsAxis: false)
  }

  /// The joint for these values; `parents` are the parts that came before.
  func joint(
    _ values: [Expression.Value], parents: [String], parent: String
  ) throws(AuthoringError) -> ObjectJoint {
    guard parents.contains(parent) else {
      var error = parentPlace
      error.reason = "\(parent) is no part that comes before this one"
      throw error
    }
    let limit = kind == .hinge ? 3.1 : 2.0
    let low = try range[0].number(values, in: -limit...limit)
    let high = try range[1].number(values, in: -limit...limit)
    guard low < high else { throw range[0].problem("the range must be [low, high], low < high") }

    let start: ClosedRange<Double>
    if let initial {
      let first = try initial[0].number(values, in: low...high)
      let last = try initial[1].number(values, in: low...high)
      guard first <= last else { throw initial[0].problem("must be [low, high]") }
      start = first...last
    } else {
      start = min(max(0, low), high)...min(max(0, low), high)
    }
    return ObjectJoint(
      kind: kind, parent: parent, poseParentPart: try pose.pose(values),
      axis: try axis.unit(values), range: low...high,
      friction: try friction?.number(values, in: 0...1000) ?? 0,
      damping: try damping?.number(values, in: 0...1000) ?? 0,
      stiffness: try stiffness?.number(values, in: 0...10_000) ?? 0,
      rest: try rest?.number(values, in: -10...10) ?? 0, initial: start)
  }
}
