import Authoring
import Geometry
import Scenes

/// Checks that what a task's `kitchen` names is there, in every model that may play a role.
struct KitchenCheck {
  let description: KitchenDescription
  let library: KitchenLibrary
  let node: AuthoredNode

  /// A model in a role, with everything that the task asks of it.
  func instance(
    of role: FixtureRole, model name: String, stream: RandomStream
  ) throws(AuthoringError) -> ModelInstance {
    let key = "fixtures.\(role.name)"
    guard let model = library.fixtures[name] else {
      let known = library.fixtures.models.map(\.name).joined(separator: ", ")
      throw node.error("\(key): model must be one of \(known)")
    }
    let instance = try model.instance(stream: stream, overriding: role.with)
    for part in role.parts + role.joints.map(\.part) where instance.part(part)?.joint == nil {
      throw node.error("\(key): \(name) has no moving part \(part)")
    }
    for state in role.states where !instance.states.contains(where: { $0.name == state.name }) {
      throw node.error("\(key): \(name) has no state \(state.name)")
    }
    if let near = role.near, !description.fixtures.contains(where: { $0.name == near }) {
      throw node.error("\(key): near names no fixture's role")
    }
    return instance
  }

  /// What a frame goes with, and its pose there.
  func place(
    of frame: FrameRole, in assembly: KitchenAssembly
  ) throws(AuthoringError) -> (parent: String?, pose: Pose) {
    let key = "frames.\(frame.name)"
    switch frame.kind {
    case .site(let owner, let name):
      let thing = try thing(owner, key, in: assembly)
      guard let site = thing.sites.first(where: { $0.name == name }) else {
        throw node.error("\(key): \(owner) has no site \(name)")
      }
      return (owner, site.pose)
    case .spot(let spot, let carried):
      try checkSpot(spot, key, in: assembly)
      try checkCarried(carried, key)
      return (nil, .identity)
    case .on(let owner, let region, let carried):
      _ = try self.region(region, of: owner, key, in: assembly)
      try checkCarried(carried, key)
      return (owner, .identity)
    }
  }

  /// What objects, distractors and the base refer to.
  func references(in assembly: KitchenAssembly) throws(AuthoringError) {
    for role in description.objects {
      try checkSpot(role.spot, "objects.\(role.name)", in: assembly)
    }
    for spot in description.distractors.spots { try checkSpot(spot, "distractors", in: assembly) }
    for base in [description.base] + description.stops.map(\.role) {
      guard description.fixtures.contains(where: { $0.name == base.before }) else {
        throw node.error("base.before names no fixture's role")
      }
      for reach in base.reach { _ = try thing(reach.object, "base.reach", in: assembly) }
    }
  }

  private func checkSpot(
    _ spot: SpotDescription, _ key: String, in assembly: KitchenAssembly
  ) throws(AuthoringError) {
    _ = try region(spot.region, of: spot.owner, key, in: assembly)
    if let beside = spot.beside { _ = try thing(beside, key, in: assembly) }
  }

  private func checkCarried(_ name: String, _ key: String) throws(AuthoringError) {
    guard description.objects.contains(where: { $0.name == name }) else {
      throw node.error("\(key): carrying names no object's role")
    }
  }

  private func thing(
    _ name: String, _ key: String, in assembly: KitchenAssembly
  ) throws(AuthoringError) -> KitchenScene.Thing {
    guard let thing = assembly.things.first(where: { $0.name == name }) else {
      let known = assembly.things.map(\.name).joined(separator: ", ")
      throw node.error("\(key): \(name) is none of \(known)")
    }
    return thing
  }

  private func region(
    _ name: String, of owner: String, _ key: String, in assembly: KitchenAssembly
  ) throws(AuthoringError) -> ObjectRegion {
    let thing = try thing(owner, key, in: assembly)
    guard let region = thing.regions.first(where: { $0.name == name }) else {
      let known = thing.regions.map(\.name).joined(separator: ", ")
      throw node.error("\(key): \(owner) has no region \(name); it has \(known)")
    }
    return region
  }
}
