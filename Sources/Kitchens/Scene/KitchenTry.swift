import Authoring
import Episodes
import Geometry
import Robots
import Scenes

/// One try at a scene: binds roles to fixtures, places objects, reserves goals, and finds the base a
/// place; gives up at the first thing that does not fit.
struct KitchenTry {
  let draw: KitchenDraw
  let spec: KitchenSpec
  let room: KitchenRoom
  let stream: RandomStream

  var description: KitchenDescription { draw.description }

  /// An object with its place.
  struct Placed {
    var name: String
    var category: ObjectCategory
    var instance: ModelInstance
    var pose: Pose
  }

  init(draw: KitchenDraw, spec: KitchenSpec, room: KitchenRoom, stream: RandomStream) {
    self.draw = draw
    self.spec = spec
    self.room = room
    self.stream = stream
  }

  /// The scene, not yet settled.
  func scene() throws(KitchenRejection) -> KitchenScene {
    let roles = try RoleBinding(description, room: room, stream: stream.stream("roles")).bound()
    let bound = Set(roles.map(\.name))
    let scenery = room.fixtures.filter { !bound.contains($0.name) }.map(\.scenery)

    // what is there to look names up in, and to keep clear of
    var assembly = KitchenAssembly()
    var surroundings = Surroundings(fixtures: scenery)
    for (role, fixture) in zip(description.fixtures, roles) {
      assembly.add(role, fixture)
      let positions = fixture.instance.parts.dropFirst().map {
        PartPosition(part: $0.name, position: fixture.position(of: $0))
      }
      surroundings.add(
        fixture.instance, name: role.name, at: fixture.poseWorldFixture, positions: positions)
    }

    // objects, then the places that must stay free for them
    var placed: [Placed] = []
    for role in description.objects {
      let object = try place(role, in: assembly, placed, surroundings)
      placed.append(object)
      surroundings.add(object.instance, name: role.name, at: object.pose)
    }
    var final = KitchenAssembly()
    var look = room.look
    for object in placed { final.add(object.name, painted(object, &look), at: object.pose) }
    for (role, fixture) in zip(description.fixtures, roles) { final.add(role, fixture) }
    for frame in description.frames {
      try add(frame, to: &final, assembly, placed, &surroundings)
    }

    // where the robot stands, and what else stands about
    let stance = try stand(roles, final, surroundings)
    final.add(frame: KitchenDescription.baseName, of: nil, stance.start)
    if description.base.startsElsewhere {
      final.add(frame: KitchenDescription.goalName, of: nil, stance.goal)
    }
    for (stop, pose) in zip(description.stops, stance.stops) {
      final.add(frame: stop.name, of: nil, pose)
    }
    let taskObjects = final.objects.count
    surroundings.add(
      PlacedCompound(
        name: "base", geoms: stance.base.geoms(lift: stance.lift), at: stance.start))
    for other in distractors(assembly, placed, surroundings) {
      final.add(other.name, painted(other, &look), at: other.pose)
    }

    // the table is what the first object, or the fixture before the robot, stands on
    let height = try tableTop(assembly)
    var scene = Scene(
      tableTop: height,
      poseWorldRobotBase: stance.start * stance.base.poseBaseMount(lift: stance.lift),
      objects: final.objects)
    scene.fixtures = scenery
    scene.floor = FloorArea(low: room.layout.floorLow, high: room.layout.floorHigh)
    scene.surfaces = look.surfaces
    scene.lights = look.lights
    return KitchenScene(
      spec: spec, scene: scene, things: final.things, facts: facts(placed, roles),
      taskObjectCount: taskObjects)
  }

  /// An object with the surfaces of the scene.
  private func painted(_ object: Placed, _ look: inout KitchenLook) -> ModelInstance {
    let slots =
      draw.library.objects.model(category: object.category.name)?
      .materials(of: object.category.name) ?? []
    return look.painted(object.instance, slots, owner: object.name)
  }

  // MARK: - Objects

  private func place(
    _ role: ObjectRole, in assembly: KitchenAssembly, _ placed: [Placed],
    _ surroundings: Surroundings
  ) throws(KitchenRejection) -> Placed {
    // the object is the scene's, whatever try this is
    let (category, instance) = try choose(
      role.filter, name: role.name, stream: spec.stream(.objects).stream(role.name))
    let pose = try spot(
      role.spot, for: instance, name: role.name, assembly, placed, surroundings)
    return Placed(name: role.name, category: category, instance: instance, pose: pose)
  }

  private func choose(
    _ filter: ObjectFilter, name: String, stream: RandomStream
  ) throws(KitchenRejection) -> (ObjectCategory, ModelInstance) {
    let objects = draw.library.objects
    guard let choice = objects.draw(filter, split: spec.split, stream: stream),
      let category = objects.category(choice.category), let instance = try? objects.object(choice)
    else {
      throw KitchenRejection(
        kind: "no_object", subject: name, detail: "no category of the filter is small enough")
    }
    return (category, instance)
  }

  /// The pose of a thing in a spot.
  private func spot(
    _ spot: SpotDescription, for instance: ModelInstance, name: String,
    _ assembly: KitchenAssembly, _ placed: [Placed], _ surroundings: Surroundings
  ) throws(KitchenRejection) -> Pose {
    guard let region = region(spot, assembly, placed) else {
      throw KitchenRejection(
        kind: "no_region", subject: name, detail: "\(spot.owner).\(spot.region)")
    }
    var options = PlacementOptions()
    options.fromFrontEdge = spot.front
    options.yaw = spot.yaw
    options.tries = 60
    if let beside = spot.beside, let point = position(of: beside, assembly, placed) {
      options.beside = .init(point: point, distance: spot.distance)
    }
    if spot.isForHand {
      options.hand = .init(
        envelope: draw.handEnvelope, approaches: approaches(to: name))
    }
    do throws(PlacementFailure) {
      return try PlacementSampler.place(
        name, instance, in: [region], among: surroundings, options: options,
        stream: stream.stream("place/\(name)")
      ).poseWorldObject
    } catch {
      throw KitchenRejection(
        kind: "no_room", subject: name, detail: error.description,
        blockers: error.counts.counts.compactMap(\.rejection.name))
    }
  }

  /// How the hand comes to an object or a goal: as the base's reach says, or straight down.
  private func approaches(to name: String) -> [Pose] {
    let reach = description.base.reach + description.stops.flatMap(\.role.reach)
    let said = reach.filter { $0.object == name }.map(\.pose)
    return said.isEmpty
      ? [Pose(.zero, Quaternion(columns: Vector3(1, 0, 0), Vector3(0, -1, 0), Vector3(0, 0, -1)))]
      : said
  }

  private func region(
    _ spot: SpotDescription, _ assembly: KitchenAssembly, _ placed: [Placed]
  ) -> SupportRegion? {
    if let object = placed.first(where: { $0.name == spot.owner }) {
      return object.instance.parts[0].region(spot.region).map {
        SupportRegion(name: "\(spot.owner).\(spot.region)", $0, of: object.pose)
      }
    }
    guard let index = assembly.things.firstIndex(where: { $0.name == spot.owner }),
      let region = assembly.things[index].regions.first(where: { $0.name == spot.region })
    else { return nil }
    return SupportRegion(
      name: "\(spot.owner).\(spot.region)", region,
      of: assembly.objects[index].poseWorldObject)
  }

  private func position(
    of name: String, _ assembly: KitchenAssembly, _ placed: [Placed]
  ) -> Vector3? {
    placed.first { $0.name == name }?.pose.position
      ?? assembly.objects.first { $0.name == name }?.poseWorldObject.position
  }

  // MARK: - Frames

  private func add(
    _ frame: FrameRole, to final: inout KitchenAssembly, _ assembly: KitchenAssembly,
    _ placed: [Placed], _ surroundings: inout Surroundings
  ) throws(KitchenRejection) {
    switch frame.kind {
    case .site(let owner, let name):
      guard let thing = final.things.first(where: { $0.name == owner }),
        let site = thing.sites.first(where: { $0.name == name })
      else {
        throw KitchenRejection(kind: "no_site", subject: frame.name, detail: "\(owner).\(name)")
      }
      final.add(frame: frame.name, of: owner, site.pose)
    case .spot(let spot, let carried):
      guard let object = placed.first(where: { $0.name == carried }) else { return }
      let pose = try self.spot(
        spot, for: object.instance, name: frame.name, assembly, placed, surroundings)
      surroundings.add(object.instance, name: frame.name, at: pose)
      final.add(frame: frame.name, of: nil, pose)
    case .on(let owner, let name, let carried):
      guard let object = placed.first(where: { $0.name == carried }),
        let thing = final.things.first(where: { $0.name == owner }),
        let region = thing.regions.first(where: { $0.name == name })
      else {
        throw KitchenRejection(kind: "no_region", subject: frame.name, detail: "\(owner).\(name)")
      }
      // the carried object's frame is as high above the floor of the region as it stands
      let floor = region.pose * Pose(Vector3(0, 0, -region.halfExtents.z))
      let height = object.instance.parts[0].body.verticalExtent(.identity).below
      final.add(frame: frame.name, of: owner, floor * Pose(Vector3(0, 0, height + 0.001)))
    }
  }

  // MARK: - The rest

  /// As many others as find room, none where the hand must come to what the task is about.
  private func distractors(
    _ assembly: KitchenAssembly, _ placed: [Placed], _ surroundings: Surroundings
  ) -> [Placed] {
    let role = description.distractors
    let regions = role.spots.compactMap { region($0, assembly, placed) }
    guard spec.distractors > 0, !regions.isEmpty else { return [] }

    // a pool of twice as many as are wanted
    let stream = spec.stream(.distractors)
    var pool: [DistractorDraw.Item] = []
    for index in 0..<(2 * spec.distractors) {
      let choice = try? choose(
        role.filter, name: "distractor", stream: stream.stream("choice", index))
      guard let (category, instance) = choice else { continue }
      pool.append(.init(name: "\(category.name)/\(index)", model: instance))
    }
    let envelope = draw.handEnvelope
    let hands = placed.flatMap { object in
      approaches(to: object.name).map { envelope.placed(at: object.pose * $0) }
    }
    var options = PlacementOptions()
    options.gap = 0.03
    options.fromFrontEdge = role.spots[0].front
    return DistractorDraw.draw(
      count: spec.distractors, from: pool, in: regions, among: surroundings, keepFree: hands,
      options: options, stream: self.stream.stream("distractors")
    ).placed.compactMap { found in
      let words = found.item.name.split(separator: "/")
      return draw.library.objects.category(String(words[0])).map {
        Placed(
          name: found.name, category: $0, instance: found.item.model,
          pose: found.placement.poseWorldObject)
      }
    }
  }

  private func tableTop(_ assembly: KitchenAssembly) throws(KitchenRejection) -> TableTop {
    let spot = description.objects.first?.spot
    guard let spot, let region = region(spot, assembly, []) else {
      let pose = assembly.objects.first { $0.name == description.base.before }?.poseWorldObject
      return TableTop(center: pose?.position ?? .zero, size: SIMD2(0.6, 0.6))
    }
    let center = region.poseWorldRegion.position
    return TableTop(
      center: Vector3(center.x, center.y, region.surfaceHeight),
      size: SIMD2(2 * region.halfExtents.x, 2 * region.halfExtents.y))
  }

  private func facts(_ placed: [Placed], _ roles: [BoundFixture]) -> [KitchenScene.Fact] {
    placed.map {
      KitchenScene.Fact(name: $0.name, words: $0.category.words.first ?? $0.category.name)
    }
      + zip(description.fixtures, roles).map {
        KitchenScene.Fact(name: $0.name, words: Self.words($1.instance.model))
      }
  }

  /// `upper_cabinet` is called a cabinet.
  private static func words(_ model: String) -> String {
    for suffix in ["cabinet", "shelf"] where model.hasSuffix(suffix) { return suffix }
    return model.split(separator: "_").joined(separator: " ")
  }
}
