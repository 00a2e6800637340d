import Authoring
import Geometry

/// A primitive of a model file.
struct GeomTemplate: Sendable, Hashable {
  /// The kinds and how many sizes each has.
  private static let kinds = [("box", 3), ("sphere", 1), ("cylinder", 2), ("capsule", 2)]

  var kind: String
  /// Half extents, or radius and half length, metres.
  var sizes: [PlacedExpression]
  var pose: PoseTemplate
  var friction: PlacedExpression?
  var material: String
  /// Seen, but not touched.
  var isVisual: Bool
  var occurrence: Occurrence

  init(_ node: AuthoredNode, _ outer: ModelScope, slots: [String]) throws(AuthoringError) {
    let fields = try node.fields(
      Self.kinds.map(\.0) + PoseTemplate.keys
        + ["friction", "material", "visual", "collides", "repeat", "when"])
    occurrence = try Occurrence(fields, outer)
    let scope = outer.adding(occurrence.loop)

    let given = Self.kinds.filter { fields[$0.0] != nil }
    guard let (kind, count) = given.first, let size = fields[kind], given.count == 1 else {
      throw node.error("must be one of \(Self.kinds.map(\.0).joined(separator: ", "))")
    }
    self.kind = kind
    sizes = try PlacedExpression.list(size, count, scope)
    pose = try PoseTemplate(fields, scope)
    friction = try fields["friction"].map { node throws(AuthoringError) in
      try PlacedExpression(node, scope)
    }

    let slot = try fields.required("material")
    material = try slot.string()
    guard slots.contains(material) else {
      throw slot.error(
        "\(material) is no slot; those of materials are \(slots.joined(separator: ", "))")
    }
    let isVisual = try fields["visual"]?.bool() ?? false
    let collides = try fields["collides"]?.bool()
    self.isVisual = isVisual || collides == false
    if isVisual, collides == true {
      throw node.error("cannot both be visual only and collide")
    }
  }

  /// The primitives for these values of the outer scope.
  func geoms(_ outer: [Expression.Value]) throws(AuthoringError) -> [CollisionGeom] {
    var geoms: [CollisionGeom] = []
    for turn in try occurrence.turns(outer) {
      var s: [Double] = []
      for size in sizes {
        let value = try size.number(turn.values)
        guard value >= 1e-4, value <= ModelTemplate.largest else {
          throw size.problem(
            "a size must be between 0.0001 and \(ModelTemplate.largest) m, is \(value)")
        }
        s.append(value)
      }
      let shape: Shape =
        switch kind {
        case "box": .box(halfExtents: Vector3(s[0], s[1], s[2]))
        case "sphere": .sphere(radius: s[0])
        case "cylinder": .cylinder(radius: s[0], halfLength: s[1])
        default: .capsule(radius: s[0], halfLength: s[1])
        }
      geoms.append(
        CollisionGeom(
          shape, poseBodyGeom: try pose.pose(turn.values),
          friction: try friction?.number(turn.values, in: 0...10) ?? 1))
    }
    return geoms
  }
}
