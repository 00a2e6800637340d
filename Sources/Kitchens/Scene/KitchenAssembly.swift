import Episodes
import Geometry
import Scenes

/// Puts a kitchen together from what was chosen for it, piece by piece, in the order of the scene's
/// objects: objects, fixtures with their moving parts, frames, the robot's base, distractors.
struct KitchenAssembly {
  private(set) var objects: [Scene.Object] = []
  private(set) var things: [KitchenScene.Thing] = []

  /// An object of a role, or a distractor.
  mutating func add(_ name: String, _ instance: ModelInstance, at pose: Pose) {
    let root = instance.parts[0]
    var object = Scene.Object(name: name, body: root.body, poseWorldObject: pose)
    object.materials = root.materials
    object.visuals = root.visuals.map(\.inScene)
    var thing = KitchenScene.Thing(name: name)
    thing.sites = root.sites
    thing.regions = root.regions
    append(object, thing)
  }

  /// A role's fixture: one body that never moves, and the parts that do.
  mutating func add(_ role: FixtureRole, _ fixture: BoundFixture) {
    let whole = fixture.welded(except: role.parts)
    var root = Scene.Object(
      name: role.name, body: whole.body, poseWorldObject: fixture.poseWorldFixture, mount: .fixed)
    root.materials = whole.materials
    root.visuals = whole.visuals.map(\.inScene)
    var thing = KitchenScene.Thing(name: role.name)
    thing.sites = whole.sites
    thing.regions = whole.regions
    thing.localNames = [.init(local: whole.name, global: role.name)]
    for name in role.parts {
      thing.localNames.append(
        .init(local: name, global: KitchenDescription.name(ofPart: name, of: role.name)))
    }
    thing.boltedParts =
      fixture.instance.parts.dropFirst().map(\.name).filter { !role.parts.contains($0) }
    thing.states = fixture.instance.states.map { rule in
      var rule = rule
      if let start = role.states.first(where: { $0.name == rule.name }) {
        rule.initial = start.isOn
      }
      return rule
    }
    append(root, thing)
    for part in fixture.instance.parts.dropFirst() where role.parts.contains(part.name) {
      add(part, of: role, fixture)
    }
  }

  private mutating func add(_ part: ModelPart, of role: FixtureRole, _ fixture: BoundFixture) {
    guard var joint = part.joint else { return }
    // a part on a bolted part is tied to the whole
    if !role.parts.contains(joint.parent) {
      let parent = fixture.instance.part(joint.parent)
      joint.poseParentPart = (parent.map(fixture.pose) ?? .identity) * joint.poseParentPart
      joint.parent = role.name
    } else {
      joint.parent = KitchenDescription.name(ofPart: joint.parent, of: role.name)
    }
    let position = fixture.position(of: part)
    var object = Scene.Object(
      name: KitchenDescription.name(ofPart: part.name, of: role.name), body: part.body,
      poseWorldObject: fixture.poseWorldFixture * fixture.pose(of: part), mount: .jointed(joint),
      jointPosition: position)
    object.materials = part.materials
    object.visuals = part.visuals.map(\.inScene)
    var thing = KitchenScene.Thing(name: object.name)
    thing.sites = part.sites
    thing.regions = part.regions
    append(object, thing)
  }

  /// A frame that goes with an object, or that stays where it is.
  mutating func add(frame name: String, of parent: String?, _ pose: Pose) {
    let substance = RigidBodyModel(mass: 1, geoms: [])
    var object = Scene.Object(
      name: name, body: substance, poseWorldObject: pose, mount: .place)
    if let parent, let owner = objects.first(where: { $0.name == parent }) {
      object.mount = .frame(ObjectFrame(parent: parent, poseParentFrame: pose))
      object.poseWorldObject = owner.poseWorldObject * pose
    }
    append(object, KitchenScene.Thing(name: name))
  }

  private mutating func append(_ object: Scene.Object, _ thing: KitchenScene.Thing) {
    objects.append(object)
    things.append(thing)
  }
}
