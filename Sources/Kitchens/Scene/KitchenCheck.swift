import Authoring
import Geometry
import Scenes

/// Checks that what a task's `kitchen` names is there, in every model that may play a role.
struct KitchenCheck {
  let description: KitchenDescription
  let library: KitchenLibrary
  /// The task's `kitchen`.
  let node: AuthoredNode
  /// What says where the base stands, for the first place and each stop; may be fewer.
  let bases: [AuthoredNode]

  /// A model in a role, with everything that the task asks of it.
  func instance(
    of role: FixtureRole, model name: String, stream: RandomStream
  ) throws(AuthoringError) -> ModelInstance {
    let place = node.at("fixtures", role.name)
    guard let model = library.fixtures[name] else {
      let known = library.fixtures.models.map(\.name).joined(separator: ", ")
      throw place.at("model").error("\(name) is no fixture; known are \(known)")
    }
    for value in role.with where model.parameter(value.name) == nil {
      let known = model.parameters.map(\.name).joined(separator: ", ")
      throw place.at("with", value.name).error("\(name) has no such parameter; it has \(known)")
    }
    let instance = try model.instance(stream: stream, overriding: role.with)
    for part in role.parts where instance.part(part)?.joint == nil {
      throw place.at("parts").error("\(name) has no moving part \(part)")
    }
    for start in role.joints where instance.part(start.part)?.joint == nil {
      throw place.at("joints", start.part).error("\(name) has no moving part \(start.part)")
    }
    for state in role.states where !instance.states.contains(where: { $0.name == state.name }) {
      throw place.at("states", state.name).error("\(name) has no state \(state.name)")
    }
    try checkNear(role, at: place)
    return instance
  }

  /// Roles are bound one by one, so only earlier ones have a place to be near.
  private func checkNear(_ role: FixtureRole, at place: AuthoredNode) throws(AuthoringError) {
    guard let near = role.near else { return }
    let names = description.fixtures.map(\.name)
    let earlier = names.prefix { $0 != role.name }
    if earlier.contains(near) { return }
    let isLater = names.contains(near) && near != role.name
    throw place.at("near").error(
      near == role.name
        ? "a fixture cannot be near itself"
        : isLater
          ? "\(near) is bound later; name it above \(role.name), which is near it"
          : "\(near) is no fixture's role")
  }

  /// What a frame goes with, and its pose there.
  func place(
    of frame: FrameRole, in assembly: KitchenAssembly
  ) throws(AuthoringError) -> (parent: String?, pose: Pose) {
    let place = node.at("frames", frame.name)
    switch frame.kind {
    case .site(let owner, let name):
      let thing = try thing(owner, place.at("site"), in: assembly)
      guard let site = thing.sites.first(where: { $0.name == name }) else {
        let known = thing.sites.map(\.name).joined(separator: ", ")
        throw place.at("site").error("\(owner) has no site \(name); it has \(known)")
      }
      return (owner, site.pose)
    case .spot(let spot, let carried):
      try checkSpot(spot, of: frame.name, place, in: assembly)
      try checkCarried(carried, place)
      return (nil, .identity)
    case .on(let owner, let region, let carried):
      _ = try self.region(region, of: owner, place.at("on"), in: assembly)
      try checkCarried(carried, place)
      return (owner, .identity)
    }
  }

  /// What objects, distractors and the base refer to.
  func references(in assembly: KitchenAssembly) throws(AuthoringError) {
    for role in description.objects {
      let place = node.at("objects", role.name)
      try checkSpot(role.spot, of: role.name, place, in: assembly)
    }
    for (index, spot) in description.distractors.spots.enumerated() {
      let place = node.at("distractors", "spots").at(item: index)
      try checkSpot(spot, of: nil, place, in: assembly)
    }
    let roles = [description.base] + description.stops.map(\.role)
    for (index, base) in roles.enumerated() {
      let place = index < bases.count ? bases[index] : node.at("base")
      guard description.fixtures.contains(where: { $0.name == base.before }) else {
        let known = description.fixtures.map(\.name).joined(separator: ", ")
        throw place.at("before").error("\(base.before) is no fixture's role; those are \(known)")
      }
      for (number, reach) in base.reach.enumerated() {
        let entry = place.at("reach").at(item: number)
        _ = try thing(reach.object, entry.at("object"), in: assembly)
        for name in reach.ignoring { _ = try thing(name, entry.at("ignoring"), in: assembly) }
      }
    }
  }

  private func checkSpot(
    _ spot: SpotDescription, of name: String?, _ place: AuthoredNode, in assembly: KitchenAssembly
  ) throws(AuthoringError) {
    let region = try region(spot.region, of: spot.owner, place.at("in"), in: assembly)
    let depth = 2 * region.halfExtents.y
    if let front = spot.front, front.lowerBound > depth {
      throw place.at("front").error(
        "begins \(front.lowerBound) m from the edge, but \(spot.owner).\(spot.region) is some "
          + "\((depth * 100).rounded() / 100) m deep")
    }
    for (key, other) in [("in", spot.owner), ("beside", spot.beside ?? "")] where other == name {
      throw place.at(key).error("\(other) cannot be \(key) itself")
    }
    if let beside = spot.beside { _ = try thing(beside, place.at("beside"), in: assembly) }

    // objects are placed one by one, so only earlier ones are anywhere yet
    let names = description.objects.map(\.name)
    guard let own = names.firstIndex(where: { $0 == name }) else { return }
    for (key, other) in [("in", spot.owner), ("beside", spot.beside ?? "")] {
      guard let index = names.firstIndex(of: other), index > own else { continue }
      throw place.at(key).error(
        "\(other) is placed later; name it above \(names[own]), which is \(key) it")
    }
  }

  private func checkCarried(_ name: String, _ place: AuthoredNode) throws(AuthoringError) {
    guard description.objects.contains(where: { $0.name == name }) else {
      let known = description.objects.map(\.name).joined(separator: ", ")
      throw place.at("carrying").error("\(name) is no object's role; those are \(known)")
    }
  }

  private func thing(
    _ name: String, _ place: AuthoredNode, in assembly: KitchenAssembly
  ) throws(AuthoringError) -> KitchenScene.Thing {
    guard let thing = assembly.things.first(where: { $0.name == name }) else {
      let known = assembly.things.map(\.name).joined(separator: ", ")
      throw place.error("\(name) is none of \(known)")
    }
    return thing
  }

  private func region(
    _ name: String, of owner: String, _ place: AuthoredNode, in assembly: KitchenAssembly
  ) throws(AuthoringError) -> ObjectRegion {
    let thing = try thing(owner, place, in: assembly)
    guard let region = thing.regions.first(where: { $0.name == name }) else {
      let known = thing.regions.map(\.name).joined(separator: ", ")
      throw place.error("\(owner) has no region \(name); it has \(known)")
    }
    return region
  }
}
