import Geometry
import Kitchens
import Scenes
import Testing

/// Objects find places that are free, inside, within reach; or it is told why not.
@Suite struct PlacementSamplerTests {
  private let kitchen = BoxKitchen()

  private func place(
    _ geoms: [CollisionGeom] = BoxKitchen.can(), in regions: [SupportRegion]? = nil,
    among surroundings: Surroundings? = nil, seed: UInt64 = 0,
    _ change: (inout PlacementOptions) -> Void = { _ in }
  ) throws(PlacementFailure) -> ObjectPlacement {
    var options = PlacementOptions()
    change(&options)
    return try PlacementSampler.place(
      "can", geoms: geoms, in: regions ?? [kitchen.counter],
      among: surroundings ?? kitchen.surroundings, options: options,
      stream: RandomStream(seed: seed))
  }

  private func failure(
    _ geoms: [CollisionGeom] = BoxKitchen.can(), in regions: [SupportRegion]? = nil,
    among surroundings: Surroundings? = nil, _ change: (inout PlacementOptions) -> Void = { _ in }
  ) throws -> PlacementFailure {
    try #require(throws: PlacementFailure.self) {
      try place(geoms, in: regions, among: surroundings, change)
    }
  }

  private func frontDistance(_ pose: Pose) -> Double {
    kitchen.counter.poseWorldRegion.inverse.transform(pose.position).y + 0.325
  }

  @Test func `stands a hair above the counter, clear of all, an arm's length from the edge`() throws
  {
    for seed in 0..<100 {
      let placement = try place(seed: UInt64(seed))
      let body = PlacedCompound(
        name: "can", geoms: BoxKitchen.can(), at: placement.poseWorldObject)
      #expect((body.low.z - 0.92 - 0.0002).magnitude < 1e-9)
      #expect(kitchen.surroundings.firstMeeting(body) == nil)
      let front = frontDistance(placement.poseWorldObject)
      #expect(front >= 0.12 - 1e-12 && front <= 0.40 + 1e-12)
      #expect(placement.region == "counter/top" && placement.approach == nil)
    }
  }

  @Test func `the same stream gives the same place, another gives another`() throws {
    #expect(try place(seed: 5) == place(seed: 5))
    #expect(try place(seed: 5).poseWorldObject != place(seed: 6).poseWorldObject)
  }

  @Test func `fills what the footprint leaves, and no more`() throws {
    // a box of 0.2 x 0.04 m on a plate of 0.3 x 0.3 m, turned any way
    let bar = [CollisionGeom(.box(halfExtents: Vector3(0.1, 0.02, 0.02)))]
    let plate = SupportRegion(
      name: "plate", poseWorldRegion: Pose(Vector3(1, 2, 3)),
      halfExtents: Vector3(0.15, 0.15, 0.1))
    var low = Vector3(repeating: .infinity)
    var high = -low
    for seed in 0..<400 {
      let pose = try place(bar, in: [plate], among: Surroundings(), seed: UInt64(seed)) {
        $0.fromFrontEdge = nil
      }.poseWorldObject
      let bounds = RigidBodyModel(mass: 1, geoms: bar).bounds(in: pose)
      low = pointwiseMin(low, bounds.low)
      high = pointwiseMax(high, bounds.high)
    }
    #expect(low.x >= 0.85 - 1e-9 && high.x <= 1.15 + 1e-9)
    #expect(low.y >= 1.85 - 1e-9 && high.y <= 2.15 + 1e-9)
    #expect(low.x < 0.853 && high.x > 1.147 && low.y < 1.853 && high.y > 2.147)
    #expect((low.z - 2.9002).magnitude < 1e-9)
  }

  @Test func `a bar fits lengthwise only, and is turned so`() throws {
    let bar = [CollisionGeom(.box(halfExtents: Vector3(0.1, 0.02, 0.02)))]
    let slot = SupportRegion(
      name: "slot", poseWorldRegion: .identity, halfExtents: Vector3(0.15, 0.05, 0.1))
    let placement = try place(bar, in: [slot], among: Surroundings()) { $0.fromFrontEdge = nil }
    let axis = placement.poseWorldObject.orientation.rotate(Vector3(1, 0, 0))
    #expect(axis.x.magnitude > 0.9)
    let failed = try failure(bar, in: [slot], among: Surroundings()) {
      $0.fromFrontEdge = nil
      $0.yaw = 1.5...1.6
    }
    #expect(failed.counts.times("too_large") == 200)
  }

  @Test func `a cylinder goes into a corner that its box would not`() throws {
    // two posts leave a diagonal gap of 0.0707 m: a can of 0.03 m radius stands between
    let can = BoxKitchen.can(radius: 0.03)
    var posts = Surroundings()
    for (name, x, y) in [("post a", 0.05, 0.05), ("post b", -0.05, -0.05)] {
      posts.add(
        PlacedCompound(
          name: name,
          primitives: [
            PlacedPrimitive(
              .box(halfExtents: Vector3(0.025, 0.025, 0.1)), at: Pose(Vector3(x, y, 0)))
          ]))
    }
    let spot = SupportRegion(
      name: "spot", poseWorldRegion: .identity, halfExtents: Vector3(0.03, 0.03, 0.08))
    let fits = try place(can, in: [spot], among: posts) {
      $0.fromFrontEdge = nil
      $0.gap = 0.004
    }
    #expect((fits.poseWorldObject.position.x).magnitude < 1e-9)
    let failed = try failure(can, in: [spot], among: posts) {
      $0.fromFrontEdge = nil
      $0.gap = 0.006
    }
    #expect(failed.counts.times("overlaps") == 200)
  }

  @Test func `windows, sides and rings are kept to`() throws {
    let point = Vector3(0.3, 0.3, 1)
    for seed in 0..<50 {
      let windowed = try place(seed: UInt64(seed)) {
        $0.window = .init(width: 0.1...0.3, depth: 0...1)
      }.poseWorldObject.position.x
      #expect(windowed >= -1.2 && windowed <= -0.6)
      let left = try place(seed: UInt64(seed)) {
        $0.beside = .init(point: point, side: .left, distance: 0.3...0.5)
      }.poseWorldObject.position.x
      #expect(left >= -0.2 - 1e-9 && left <= 1e-9)
      let right = try place(seed: UInt64(seed)) {
        $0.beside = .init(point: point, side: .right, distance: 0.9...1.1)
      }.poseWorldObject.position.x
      #expect(right >= 1.2 - 1e-9 && right <= 1.4 + 1e-9)
      let near =
        try place(seed: UInt64(seed)) {
          $0.beside = .init(point: point, distance: 0.1...0.2)
        }.poseWorldObject.position - point
      let distance = (near.x * near.x + near.y * near.y).squareRoot()
      #expect(distance >= 0.1 && distance <= 0.2)
    }
  }

  @Test func `sides are those of the region, however it is turned`() throws {
    // a counter along the other wall: its +y is the world's -x, so that left is the world's -y
    let turned = SupportRegion(
      name: "other",
      poseWorldRegion: Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2)),
      halfExtents: Vector3(1, 0.3, 0.15))
    let placed = try place(in: [turned], among: Surroundings()) {
      $0.beside = .init(point: .zero, side: .left, distance: 0.5...0.7)
    }.poseWorldObject.position
    #expect(placed.y <= -0.5 && placed.y >= -0.7)
    // the front is at +x
    #expect(0.3 - placed.x >= 0.12 - 1e-9 && 0.3 - placed.x <= 0.4)
  }

  @Test func `in a shallow region the distance from the edge gives way`() throws {
    let shelf = SupportRegion(
      name: "shelf", poseWorldRegion: .identity, halfExtents: Vector3(0.3, 0.05, 0.1))
    let y = try place(in: [shelf], among: Surroundings()).poseWorldObject.position.y
    #expect((y - 0.02).magnitude < 1e-9)
  }

  @Test func `rejections are counted by what is in the way`() throws {
    let crate = PlacedCompound(
      name: "crate",
      primitives: [
        PlacedPrimitive(.box(halfExtents: Vector3(2, 1, 0.1)), at: Pose(Vector3(0, 0, 1.02)))
      ])
    var full = kitchen.surroundings
    full.add(crate)
    let failed = try failure(among: full) { $0.window = .init(width: 0...0.5) }
    #expect(failed.counts.counts == [.init(rejection: .overlaps("crate"), times: 200)])
    #expect(
      failed.description
        == "can finds no place on counter/top in 200 tries: overlaps crate 200")

    #expect(try failure(in: []).counts.counts.map(\.rejection) == [.noRegion])
    let tilted = SupportRegion(
      name: "tilted",
      poseWorldRegion: Pose(.zero, Quaternion(axis: Vector3(1, 0, 0), angle: 0.1)),
      halfExtents: Vector3(1, 1, 1))
    #expect(try failure(in: [tilted]).counts.counts.map(\.rejection) == [.noRegion])

    // too high for the microwave, too wide for a saucer
    let tower = BoxKitchen.can(halfHeight: 0.2)
    #expect(try failure(tower, in: [kitchen.microwave]).counts.times("too_large") == 200)
    let away = try failure {
      $0.beside = .init(point: Vector3(9, 9, 0), side: .left, distance: 0...0.1)
    }
    #expect(away.counts.times("outside") == 200)
    let unwanted = try failure { $0.accepts = { _ in false } }
    #expect(unwanted.counts.times("outside") == 200)
    let unreached = try failure { $0.reaches = { _ in false } }
    #expect(unreached.counts.times("unreachable") + unreached.counts.times("overlaps") == 200)
    #expect(unreached.counts.times("unreachable") > 100)
  }

  @Test func `what is wider than its plate may hang over, its centre may not`() throws {
    let saucer = SupportRegion(
      name: "saucer", poseWorldRegion: .identity, halfExtents: Vector3(0.05, 0.05, 0.02))
    let pizza = [CollisionGeom(.cylinder(radius: 0.12, halfLength: 0.01))]
    #expect(
      try failure(pizza, in: [saucer], among: Surroundings()).counts.times("too_large") == 200)
    for seed in 0..<20 {
      let pose = try place(pizza, in: [saucer], among: Surroundings(), seed: UInt64(seed)) {
        $0.containment = .center
        $0.fromFrontEdge = nil
      }.poseWorldObject
      #expect(pose.position.x.magnitude <= 0.05 && pose.position.y.magnitude <= 0.05)
    }
  }

  @Test func `the hand needs room above and beside`() throws {
    let robot = try BoxKitchen.robot()
    let hand = PlacementOptions.Hand(
      envelope: HandEnvelope(of: robot), approaches: [BoxKitchen.fromAbove])

    // no hand comes from above into the microwave, though the can stands in it
    _ = try place(in: [kitchen.microwave])
    let failed = try failure(in: [kitchen.microwave]) { $0.hand = hand }
    #expect(failed.counts.times("hand_blocked") > 150)
    let names = Set(failed.counts.counts.compactMap(\.rejection.name))
    #expect(names.contains("microwave"))

    // from the front one does, as the second of two ways
    let forward = Quaternion(
      columns: Vector3(1, 0, 0), Vector3(0, 0, -1), Vector3(0, 1, 0))
    let both = PlacementOptions.Hand(
      envelope: HandEnvelope(of: robot, retreat: 0.2),
      approaches: [BoxKitchen.fromAbove, Pose(.zero, forward)])
    let placed = try place(in: [kitchen.microwave]) {
      $0.hand = both
      $0.yaw = -0.1...0.1
    }
    #expect(placed.approach == 1)

    // a neighbour that is clear of the can but not of the fingers
    let can = Pose(Vector3(0, 0.2, 1.0))
    let envelope = HandEnvelope(of: robot).placed(at: can * BoxKitchen.fromAbove)
    func neighbour(_ x: Double, _ y: Double) -> PlacedCompound {
      PlacedCompound(
        name: "neighbour", geoms: BoxKitchen.can(),
        at: Pose(Vector3(x, 0.2 + y, 1.0)))
    }
    #expect(envelope.meets(neighbour(0.075, 0)) && !envelope.meets(neighbour(0, 0.075)))
    #expect(!envelope.meets(neighbour(0.1, 0)))
  }

  @Test func `the hand's room is what the house's sizes say`() throws {
    let envelope = HandEnvelope(of: try BoxKitchen.robot(), retreat: 0).placed(at: .identity)
    let hand = envelope.primitives[0]
    #expect((hand.low - Vector3(-0.1, -0.03, -0.1786)).length < 1e-9)
    #expect((hand.high - Vector3(0.1, 0.03, -0.0386)).length < 1e-9)
    let swept = HandEnvelope(of: try BoxKitchen.robot(), retreat: 0.1).placed(at: .identity)
    #expect((swept.primitives[0].low.z + 0.2786).magnitude < 1e-9)
    #expect((swept.low.z - envelope.low.z + 0.1).magnitude < 1e-9)
    #expect((swept.high - envelope.high).length < 1e-9)
  }

  @Test func `large regions are drawn more often`() throws {
    let small = SupportRegion(
      name: "small", poseWorldRegion: Pose(Vector3(5, 0, 0)),
      halfExtents: Vector3(0.5, 0.3, 0.1))
    let large = SupportRegion(
      name: "large", poseWorldRegion: .identity, halfExtents: Vector3(1.5, 0.3, 0.1))
    let names = try (0..<400).map {
      try place(in: [small, large], among: Surroundings(), seed: UInt64($0)).region
    }
    let share = Double(names.count { $0 == "large" }) / 400
    #expect(share > 0.68 && share < 0.82)
  }

  @Test func `parts on joints are where their joints are`() throws {
    let body = RigidBodyModel(
      mass: 1, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.1, 0.1, 0.1)))])
    let drawer = ObjectJoint(
      kind: .slider, parent: "body", poseParentPart: Pose(Vector3(0, 0, 0.5)),
      axis: Vector3(0, -1, 0), range: 0...0.4)
    let model = ModelInstance(
      model: "chest", size: Vector3(0.2, 0.2, 0.7),
      parts: [
        ModelPart(name: "body", body: body),
        ModelPart(
          name: "drawer", body: body, joint: drawer,
          regions: [
            ObjectRegion(
              name: "inside", pose: Pose(Vector3(0, 0, 0.02)),
              halfExtents: Vector3(0.08, 0.08, 0.05))
          ]),
      ])
    let at = Pose(Vector3(1, 2, 0))
    let open = [PartPosition(part: "drawer", position: 0.3)]
    let placed = model.placed(name: "chest", at: at, positions: open)
    #expect(placed.map(\.name) == ["chest", "chest/drawer"])
    #expect((placed[1].low - Vector3(0.9, 1.6, 0.4)).length < 1e-9)
    let region = try #require(
      SupportRegion("inside", of: model, name: "chest", at: at, positions: open))
    #expect((region.poseWorldRegion.position - Vector3(1, 1.7, 0.52)).length < 1e-9)
    #expect(region.name == "chest/inside")
    #expect(SupportRegion("top", of: model, name: "chest", at: at) == nil)
  }
}
