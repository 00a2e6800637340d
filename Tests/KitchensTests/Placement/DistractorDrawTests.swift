import Geometry
import Kitchens
import Testing

/// Distractors stand apart from the task's objects, out of the hand's way and in view.
@Suite struct DistractorDrawTests {
  private let kitchen = BoxKitchen()
  private let can = PlacedCompound(
    name: "can", geoms: BoxKitchen.can(), at: Pose(Vector3(0, 0.2, 1.0)))

  private var pool: [DistractorDraw.Item] {
    (0..<6).map { index in
      let radius = 0.02 + 0.005 * Double(index)
      let model = ModelInstance(
        model: "can", category: index < 3 ? "tin" : "jar",
        size: Vector3(2 * radius, 2 * radius, 0.1),
        parts: [
          ModelPart(
            name: "body",
            body: RigidBodyModel(mass: 1, geoms: BoxKitchen.can(radius: radius)))
        ])
      return DistractorDraw.Item(name: "item \(index)", model: model)
    }
  }

  private func draw(_ count: Int, seed: UInt64, _ change: (inout PlacementOptions) -> Void)
    -> DistractorDraw.Result
  {
    var among = kitchen.surroundings
    among.add(can)
    var options = PlacementOptions()
    change(&options)
    return DistractorDraw.draw(
      count: count, from: pool, where: { $0.model.category != "jar" || $0.name != "item 3" },
      in: [kitchen.counter], among: among, options: options, stream: RandomStream(seed: seed))
  }

  @Test func `keeps its distance, repeats nothing, and a longer list begins as a shorter one`() {
    for seed in 0..<30 {
      let three = draw(3, seed: UInt64(seed)) {
        $0.apart = .init(names: ["can"], gap: 0.1)
        $0.beside = .init(point: Vector3(0, 0.2, 1), distance: 0...0.4)
      }
      #expect(three.placed.map(\.name) == ["distractor_1", "distractor_2", "distractor_3"])
      #expect(Set(three.placed.map(\.item.name)).count == 3)
      #expect(three.placed.allSatisfy { $0.item.name != "item 3" })
      var standing: [PlacedCompound] = []
      for placed in three.placed {
        let body = PlacedCompound(
          name: placed.name, geoms: placed.item.model.geoms(),
          at: placed.placement.poseWorldObject)
        #expect(!body.meets(can, margin: 0.1 - 1e-9))
        #expect(!standing.contains { $0.meets(body, margin: 0.005 - 1e-9) })
        standing.append(body)
      }
      let two = draw(2, seed: UInt64(seed)) {
        $0.apart = .init(names: ["can"], gap: 0.1)
        $0.beside = .init(point: Vector3(0, 0.2, 1), distance: 0...0.4)
      }
      #expect(Array(three.placed.prefix(2)) == two.placed)
    }
  }

  @Test func `what finds no place is left out and told`() {
    let result = draw(2, seed: 1) { $0.accepts = { _ in false } }
    #expect(result.placed.isEmpty && result.failures.count == 5)
    #expect(result.failures.allSatisfy { $0.counts.times("outside") == 200 })
  }

  @Test func `stays in view`() {
    let cone = ViewCone(
      apex: Vector3(0, -1, 1.6), direction: Vector3(0, 1, -0.5), halfAngle: 0.3, maxDistance: 2)
    let result = draw(4, seed: 2) { options in
      options.accepts = { cone.contains($0.position) }
    }
    #expect(result.placed.count == 4)
    for placed in result.placed {
      let way = placed.placement.poseWorldObject.position - Vector3(0, -1, 1.6)
      let axis = Vector3(0, 1, -0.5) / Vector3(0, 1, -0.5).length
      #expect(way.dot(axis) / way.length > 0.955)
    }
  }

  @Test func `leaves the hand's room empty`() throws {
    let envelope = HandEnvelope(of: try BoxKitchen.robot()).placed(
      at: Pose(Vector3(0, 0.2, 1.0)) * BoxKitchen.fromAbove)
    var options = PlacementOptions()
    options.beside = .init(point: Vector3(0, 0.2, 1), distance: 0...0.2)
    for seed in 0..<30 {
      let result = DistractorDraw.draw(
        count: 2, from: pool, in: [kitchen.counter], among: kitchen.surroundings,
        keepFree: [envelope], options: options, stream: RandomStream(seed: UInt64(seed)))
      for placed in result.placed {
        let body = PlacedCompound(
          name: "it", geoms: placed.item.model.geoms(), at: placed.placement.poseWorldObject)
        #expect(!body.meets(envelope))
      }
    }
  }
}
