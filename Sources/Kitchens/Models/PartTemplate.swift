import Authoring
import Geometry
import Scenes

/// A part of a model file.
struct PartTemplate: Sendable, Hashable {
  /// A site or a region before it has numbers.
  struct Place: Sendable, Hashable {
    var name: String
    var pose: PoseTemplate
    /// Half extents of a region, metres; nil for a site.
    var half: [PlacedExpression]?
    var occurrence: Occurrence
  }

  var name: String
  var place: AuthoringError
  var occurrence: Occurrence
  /// Kilograms.
  var mass: PlacedExpression?
  /// Kilograms per cubic metre of the geoms' volumes.
  var density: PlacedExpression?
  var joint: JointTemplate?
  var geoms: [GeomTemplate]
  var sites: [Place]
  var regions: [Place]

  init(
    _ node: AuthoredNode, _ outer: ModelScope, slots: [String], isRoot: Bool
  ) throws(AuthoringError) {
    let fields = try node.fields([
      "name", "repeat", "when", "joint", "mass", "density", "geoms", "sites", "regions",
    ])
    place = node.error("")
    occurrence = try Occurrence(fields, outer)
    let nameNode = try fields.required("name")
    name = try ModelName.pattern(try nameNode.string(), nameNode, occurrence.loop)
    let scope = occurrence.loop.map { outer.adding($0) } ?? outer

    // the root stands by itself, all others are tied to what comes before
    joint = try fields["joint"].map { node throws(AuthoringError) in
      try JointTemplate(node, scope)
    }
    if isRoot {
      guard joint == nil, occurrence.loop == nil, occurrence.when == nil else {
        throw node.error("is the root: it has no joint, no repeat and no when")
      }
    } else if joint == nil {
      throw node.error("lacks the key joint; only the first part is the root")
    }

    mass = try fields["mass"].map { node throws(AuthoringError) in
      try PlacedExpression(node, scope)
    }
    density = try fields["density"].map { node throws(AuthoringError) in
      try PlacedExpression(node, scope)
    }
    guard mass == nil || density == nil else {
      throw node.error("only one of mass and density may be said")
    }
    guard isRoot || mass != nil || density != nil else {
      throw node.error("lacks the key mass, or density")
    }

    geoms = []
    for item in try fields.required("geoms").items() {
      geoms.append(try GeomTemplate(item, scope, slots: slots))
    }
    sites = try Self.places(fields["sites"], scope, areRegions: false)
    regions = try Self.places(fields["regions"], scope, areRegions: true)
  }

  private static func places(
    _ node: AuthoredNode?, _ outer: ModelScope, areRegions: Bool
  ) throws(AuthoringError) -> [Place] {
    var places: [Place] = []
    for (name, value) in try node?.entries() ?? [] {
      let fields = try value.fields(
        PoseTemplate.keys + ["repeat", "when"] + (areRegions ? ["half"] : []))
      let occurrence = try Occurrence(fields, outer)
      let scope = outer.adding(occurrence.loop)
      places.append(
        Place(
          name: try ModelName.pattern(name, value, occurrence.loop),
          pose: try PoseTemplate(fields, scope),
          half: areRegions
            ? try PlacedExpression.list(try fields.required("half"), 3, scope) : nil,
          occurrence: occurrence))
    }
    return places
  }

  /// The parts for these values; `earlier` are those that came before.
  func parts(
    _ outer: [Expression.Value], earlier: [String]
  ) throws(AuthoringError) -> [ModelPart] {
    var parts: [ModelPart] = []
    for turn in try occurrence.turns(outer) {
      let name = occurrence.text(self.name, turn.index)
      let known = earlier + parts.map(\.name)
      guard !known.contains(name) else { throw problem("the name \(name) appears twice") }

      // what is touched, and what is only seen
      var solid: [CollisionGeom] = []
      var materials: [String] = []
      var visuals: [ModelVisual] = []
      for template in geoms {
        for geom in try template.geoms(turn.values) {
          if template.isVisual {
            visuals.append(
              ModelVisual(
                shape: geom.shape, posePartVisual: geom.poseBodyGeom, material: template.material))
          } else {
            solid.append(geom)
            materials.append(template.material)
          }
        }
      }
      guard !solid.isEmpty else { throw problem("has no geoms that collide") }

      let joint = try self.joint.map { template throws(AuthoringError) in
        try template.joint(
          turn.values, parents: known, parent: occurrence.text(template.parent, turn.index))
      }
      parts.append(
        ModelPart(
          name: name,
          body: RigidBodyModel(mass: try mass(solid, turn.values), geoms: solid),
          materials: materials, visuals: visuals, joint: joint,
          sites: try sites(turn.values), regions: try regions(turn.values)))
    }
    return parts
  }

  private func mass(
    _ geoms: [CollisionGeom], _ values: [Expression.Value]
  ) throws(AuthoringError) -> Double {
    let range = 1e-4...1000.0
    if let density {
      let volume = geoms.reduce(0) { $0 + $1.shape.volume }
      let mass = try density.number(values, in: 1...30_000) * volume
      guard range.contains(mass) else {
        throw density.problem("makes a mass of \(mass) kg, which is not within \(range)")
      }
      return mass
    }
    return try mass?.number(values, in: range) ?? 1
  }

  private func sites(_ outer: [Expression.Value]) throws(AuthoringError) -> [ObjectSite] {
    var found: [ObjectSite] = []
    for site in sites {
      for turn in try site.occurrence.turns(outer) {
        let pose = try site.pose.pose(turn.values)
        let name = site.occurrence.text(site.name, turn.index)
        guard !found.contains(where: { $0.name == name }) else {
          throw problem("the site \(name) appears twice")
        }
        found.append(
          ObjectSite(name: name, position: pose.position, orientation: pose.orientation))
      }
    }
    return found
  }

  private func regions(_ outer: [Expression.Value]) throws(AuthoringError) -> [ObjectRegion] {
    var found: [ObjectRegion] = []
    for region in regions {
      for turn in try region.occurrence.turns(outer) {
        let name = region.occurrence.text(region.name, turn.index)
        guard !found.contains(where: { $0.name == name }) else {
          throw problem("the region \(name) appears twice")
        }
        var half = Vector3.zero
        for (axis, expression) in (region.half ?? []).enumerated() {
          half[axis] = try expression.number(turn.values)
          guard half[axis] > 0, half[axis] <= ModelTemplate.largest else {
            throw expression.problem(
              "a region's half extent must be above 0 and at most \(ModelTemplate.largest) m, is \(half[axis])"
            )
          }
        }
        found.append(
          ObjectRegion(name: name, pose: try region.pose.pose(turn.values), halfExtents: half))
      }
    }
    return found
  }

  private func problem(_ reason: String) -> AuthoringError {
    var error = place
    error.reason = reason
    return error
  }
}
