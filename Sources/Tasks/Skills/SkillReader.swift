import Authoring
import Kitchens

/// Reads the `skills` of a composite task, and adds to its kitchen what they need: their frames, and
/// where the base stands for them.
struct SkillReader {
  /// What the composite task's file says of its kitchen, and what skills have added to that.
  private(set) var kitchen: KitchenDescription
  private(set) var templates: [SkillTemplate] = []
  /// What says where the base stands, for the first place and each of the kitchen's stops.
  private(set) var bases: [AuthoredNode] = []
  /// The tasks that may be skills.
  let tasks: [TaskDescription]

  init(_ kitchen: KitchenDescription, tasks: [TaskDescription]) {
    self.kitchen = kitchen
    self.tasks = tasks
  }

  /// All steps of a list.
  mutating func read(_ node: AuthoredNode) throws(AuthoringError) {
    let items = try node.items()
    guard !items.isEmpty else { throw node.error("needs at least one skill") }
    for (index, item) in items.enumerated() { try step(item, isFirst: index == 0) }
  }

  private mutating func step(_ item: AuthoredNode, isFirst: Bool) throws(AuthoringError) {
    let fields = try item.fields(["skill", "name", "bind", "base", "stay", "pre", "post"])
    let node = try fields.required("skill")
    let wanted = try node.string()
    guard let skill = tasks.first(where: { $0.name == wanted }), let own = skill.kitchen else {
      let known = tasks.filter { $0.kitchen != nil }.map(\.name).joined(separator: ", ")
      throw node.error("must be a task that is done in kitchens: \(known)")
    }
    let name = try fields["name"]?.string() ?? wanted
    guard !templates.contains(where: { $0.name == name }) else {
      throw (fields["name"] ?? node).error(
        "\(name) is there twice; a step may have a name of its own")
    }
    guard own.description.base.startsElsewhere == false else {
      throw node.error("\(wanted) drives by itself; steps drive to where they are done anyway")
    }

    // what the skill calls things
    var names = try bound(fields["bind"], skill: skill, own.description, at: item)
    for frame in own.description.frames where !names.contains(where: { $0.local == frame.name }) {
      names.append(SkillName(local: frame.name, global: "\(name)_\(frame.name)"))
      kitchen.frames.append(
        FrameRole(name: "\(name)_\(frame.name)", kind: Self.kind(frame.kind, names)))
    }
    names.append(
      SkillName(local: KitchenDescription.baseName, global: KitchenDescription.baseName))

    // where the base stands for it
    let stays = try fields["stay"]?.bool() ?? false
    if isFirst, stays { throw item.error("there is nowhere to stay before the first skill") }
    let base: BaseRole
    if let node = fields["base"] {
      base = try KitchenReader.base(node)
    } else {
      base = Self.role(own.description.base, names)
    }
    let place = isFirst || stays ? nil : "\(name)_stand"
    if place != nil || isFirst { bases.append(fields["base"] ?? item) }
    if isFirst {
      kitchen.base = base
    } else if let place {
      kitchen.stops.append(BaseStop(name: place, role: base))
    } else if kitchen.stops.isEmpty {
      kitchen.base.reach += base.reach
    } else {
      kitchen.stops[kitchen.stops.count - 1].role.reach += base.reach
    }
    templates.append(
      SkillTemplate(
        name: name, skill: skill, names: names, place: place, pre: fields["pre"],
        post: fields["post"], node: fields["bind"] ?? item))
  }

  // MARK: - Names

  /// The names of a skill's roles and parts; roles that are not bound keep their names.
  private func bound(
    _ node: AuthoredNode?, skill: TaskDescription, _ description: KitchenDescription,
    at item: AuthoredNode
  ) throws(AuthoringError) -> [SkillName] {
    let entries = try node?.entries() ?? []
    let locals =
      description.fixtures.map(\.name) + description.objects.map(\.name)
      + description.frames.map(\.name)
    for (name, value) in entries where !locals.contains(name) {
      throw value.error(
        "\(name) is nothing that \(skill.name) speaks of; it has \(locals.joined(separator: ", "))")
    }

    var names: [SkillName] = []
    func add(_ local: String, _ global: String, _ node: AuthoredNode) throws(AuthoringError) {
      guard !names.contains(where: { $0.global == global }) else {
        throw node.error("\(global) is bound twice")
      }
      names.append(SkillName(local: local, global: global))
    }
    for role in description.fixtures {
      let value = entries.first { $0.name == role.name }?.value
      let place = value ?? node ?? item
      // another kind of fixture will do where no frame of the skill's own is at it
      let isUsed = description.frames.contains { frame in
        Self.owner(of: frame) == role.name && !entries.contains { $0.name == frame.name }
      }
      let fixture = try fixture(
        try value?.string() ?? role.name, for: role, of: skill.name, anyModel: !isUsed, at: place)
      try add(role.name, fixture.name, place)
      for part in role.parts {
        names.append(
          SkillName(
            local: KitchenDescription.name(ofPart: part, of: role.name),
            global: KitchenDescription.name(ofPart: part, of: fixture.name)))
      }
    }
    for role in description.objects {
      let value = entries.first { $0.name == role.name }?.value
      let place = value ?? node ?? item
      let global = try value?.string() ?? role.name
      guard kitchen.objects.contains(where: { $0.name == global }) else {
        let known = kitchen.objects.map(\.name).joined(separator: ", ")
        throw place.error("\(skill.name) needs its object \(role.name), one of \(known)")
      }
      try add(role.name, global, place)
    }
    for frame in description.frames {
      guard let value = entries.first(where: { $0.name == frame.name })?.value else { continue }
      let global = try value.string()
      guard kitchen.frames.contains(where: { $0.name == global }) else {
        let known = kitchen.frames.map(\.name).joined(separator: ", ")
        throw value.error("must be one of the kitchen's frames: \(known)")
      }
      try add(frame.name, global, value)
    }
    return names
  }

  /// What a frame is at or goes with.
  private static func owner(of frame: FrameRole) -> String {
    switch frame.kind {
    case .site(let owner, _), .on(let owner, _, _): owner
    case .spot(let spot, _): spot.owner
    }
  }

  /// The composite task's fixture for a skill's role: with the same parts, and of the same kind unless
  /// any will do.
  private func fixture(
    _ name: String, for role: FixtureRole, of skill: String, anyModel: Bool, at node: AuthoredNode
  ) throws(AuthoringError) -> FixtureRole {
    guard let fixture = kitchen.fixtures.first(where: { $0.name == name }) else {
      let known = kitchen.fixtures.map(\.name).joined(separator: ", ")
      throw node.error("\(skill) needs its fixture \(role.name), one of \(known)")
    }
    for model in fixture.models where !anyModel && !role.models.contains(model) {
      throw node.error(
        "\(name) may be a \(model); \(skill) is done with a "
          + role.models.joined(separator: " or "))
    }
    for part in role.parts where !fixture.parts.contains(part) {
      throw node.error("\(skill) needs the part \(part) of \(name) to move")
    }
    return fixture
  }

  /// A frame in the composite task's names.
  private static func kind(_ kind: FrameRole.Kind, _ names: [SkillName]) -> FrameRole.Kind {
    func global(_ name: String) -> String { names.first { $0.local == name }?.global ?? name }
    switch kind {
    case .site(let owner, let site): return .site(owner: global(owner), site: site)
    case .spot(var spot, let carried):
      spot.owner = global(spot.owner)
      spot.beside = spot.beside.map(global)
      return .spot(spot, carrying: global(carried))
    case .on(let owner, let region, let carried):
      return .on(owner: global(owner), region: region, carrying: global(carried))
    }
  }

  private static func role(_ base: BaseRole, _ names: [SkillName]) -> BaseRole {
    func global(_ name: String) -> String { names.first { $0.local == name }?.global ?? name }
    var own = base
    own.before = global(base.before)
    own.reach = base.reach.map { reach in
      var own = reach
      own.object = global(reach.object)
      return own
    }
    return own
  }
}
