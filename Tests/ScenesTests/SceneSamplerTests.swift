import Geometry
import Scenes
import Testing

/// Scenes drawn from reset distributions.
@Suite struct SceneSamplerTests {
  private let table = TableTop(center: Vector3(0.1, -0.2, 0.8), size: SIMD2(0.8, 0.8))
  private let base = Pose(Vector3(-0.5, 0, 0.9))

  private func box(_ x: Double, _ y: Double, _ z: Double) -> RigidBodyModel {
    RigidBodyModel(mass: 0.1, geoms: [CollisionGeom(.box(halfExtents: Vector3(x, y, z)))])
  }

  /// Objects that share one square of the table.
  private func crowded(_ names: [String], reach: Double) -> ResetDistribution {
    ResetDistribution(
      name: "D0",
      placements: names.map {
        .init(object: $0, x: -reach...reach, y: -reach...(0.5 * reach), zRotation: 0...(2 * .pi))
      })
  }

  /// Free objects of a distribution's names.
  private func described(
    _ distribution: ResetDistribution, _ bodies: [RigidBodyModel]
  ) -> [SceneObject] {
    zip(distribution.placements, bodies).map { SceneObject(name: $0.object, body: $1) }
  }

  private func draw(
    _ distribution: ResetDistribution, _ bodies: [RigidBodyModel], seed: UInt64, index: Int = 0
  ) throws -> Scene {
    try SceneSampler.draw(
      distribution, objects: described(distribution, bodies), tableTop: table,
      poseWorldRobotBase: base,
      stream: RandomStream(seed: seed).stream("scene", index))
  }

  @Test func `every draw keeps to its ranges, stands on the table and fills its ranges`() throws {
    let distribution = ResetDistribution(
      name: "D0",
      placements: [
        .init(object: "a", x: -0.1...0.05, y: 0.1...0.2, zRotation: 0.5...1),
        .init(object: "b", x: 0.15...0.3, y: -0.1...0, zRotation: -1...(-0.5)),
      ])
    let bodies = [box(0.02, 0.03, 0.04), box(0.025, 0.025, 0.01)]
    var low = [Vector3](repeating: Vector3(repeating: .infinity), count: 2)
    var high = low.map { -$0 }
    for seed in 0..<2000 as Range<UInt64> {
      let scene = try draw(distribution, bodies, seed: seed)
      #expect(scene.objects.map(\.name) == ["a", "b"])
      for (index, object) in scene.objects.enumerated() {
        let p = object.poseWorldObject.position - table.center
        let turn = object.poseWorldObject.orientation.rotationVector
        let value = Vector3(p.x, p.y, turn.z)
        low[index].replace(with: value, where: value .< low[index])
        high[index].replace(with: value, where: value .> high[index])
        // upright, and a hair above the table
        #expect(turn.x == 0 && turn.y == 0)
        let gap = p.z - [0.04, 0.01][index]
        #expect(gap > 0 && gap < 0.000_5)
      }
    }
    // within the ranges, and within 2 % of their ends
    for (index, placement) in distribution.placements.enumerated() {
      let ranges = [placement.x, placement.y, placement.zRotation]
      for (axis, range) in ranges.enumerated() {
        let width = range.upperBound - range.lowerBound
        #expect(low[index][axis] > range.lowerBound - 1e-12)
        #expect(high[index][axis] < range.upperBound + 1e-12)
        #expect(low[index][axis] < range.lowerBound + 0.02 * width)
        #expect(high[index][axis] > range.upperBound - 0.02 * width)
      }
    }
  }

  @Test func `no two objects overlap in 2000 scenes`() throws {
    let distribution = crowded(["a", "b", "c"], reach: 0.09)
    let bodies = [box(0.02, 0.02, 0.02), box(0.025, 0.025, 0.025), box(0.03, 0.01, 0.02)]
    for seed in 0..<2000 as Range<UInt64> {
      let objects = try draw(distribution, bodies, seed: seed).objects
      for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        #expect(!footprintsMeet(objects[i], objects[j]), "seed \(seed), objects \(i) and \(j)")
      }
    }
  }

  /// Whether two upright boxes overlap seen from above, by their separating axes.
  private func footprintsMeet(_ a: Scene.Object, _ b: Scene.Object) -> Bool {
    func corners(_ object: Scene.Object) -> [Vector3] {
      guard case .box(let h) = object.body.geoms[0].shape else { return [] }
      return [(-1.0, -1.0), (-1, 1), (1, 1), (1, -1)].map {
        object.poseWorldObject.transform(Vector3($0.0 * h.x, $0.1 * h.y, 0))
      }
    }
    let axes = [a, b].flatMap { object in
      [Vector3(1, 0, 0), Vector3(0, 1, 0)].map { object.poseWorldObject.orientation.rotate($0) }
    }
    return axes.allSatisfy { axis in
      let p = corners(a).map { $0.dot(axis) }
      let q = corners(b).map { $0.dot(axis) }
      guard let pLow = p.min(), let pHigh = p.max(), let qLow = q.min(), let qHigh = q.max() else {
        return false
      }
      return pLow <= qHigh && qLow <= pHigh
    }
  }

  @Test func `a scene depends on seed and index only`() throws {
    let distribution = crowded(["a", "b"], reach: 0.08)
    let bodies = [box(0.02, 0.02, 0.02), box(0.025, 0.025, 0.025)]
    let forwards = try (0..<20).map { try draw(distribution, bodies, seed: 4, index: $0) }
    let backwards = try (0..<20).reversed().map {
      try draw(distribution, bodies, seed: 4, index: $0)
    }
    #expect(forwards == backwards.reversed())
    #expect(Set(forwards).count == 20)
    #expect(try draw(distribution, bodies, seed: 5) != forwards[0])

    // what was drawn from the stream before does not count
    var used = RandomStream(seed: 4).stream("scene", 0)
    for _ in 0..<7 { _ = used.next() }
    let scene = try SceneSampler.draw(
      distribution, objects: described(distribution, bodies), tableTop: table,
      poseWorldRobotBase: base, stream: used)
    #expect(scene == forwards[0])
    #expect(scene.tableTop == table)
    #expect(scene.poseWorldRobotBase == base)
  }

  @Test func `one object's range moves no other object`() throws {
    // far apart, so that nothing has to make room
    func distribution(_ reach: Double) -> ResetDistribution {
      ResetDistribution(
        name: "D0",
        placements: [
          .init(object: "a", x: -0.3...(-0.3 + reach), y: 0...0.1, zRotation: 0...0),
          .init(object: "b", x: 0.1...0.3, y: 0...0.1, zRotation: 0...1),
        ])
    }
    let bodies = [box(0.02, 0.02, 0.02), box(0.02, 0.02, 0.02)]
    let narrow = try draw(distribution(0.01), bodies, seed: 6)
    let wide = try draw(distribution(0.2), bodies, seed: 6)
    #expect(narrow.objects[0] != wide.objects[0])
    #expect(narrow.objects[1] == wide.objects[1])
  }

  @Test func `objects that cannot fit are told, and quickly`() throws {
    let huge = [box(0.2, 0.2, 0.1), box(0.2, 0.2, 0.1)]
    let error = try #require(throws: InfeasibleScene.self) {
      try draw(crowded(["left", "right"], reach: 0.1), huge, seed: 1)
    }
    #expect(error.object == "right")
    #expect(error.tries >= 1000)
  }

  @Test func `a tight but feasible table is found by starting over`() throws {
    // the first object must stand near an end, or the second has no room: most first tries fail
    let distribution = ResetDistribution(
      name: "D0",
      placements: ["a", "b"].map { .init(object: $0, x: -0.1...0.1, y: 0...0, zRotation: 0...0) })
    let bodies = [box(0.065, 0.001, 0.02), box(0.065, 0.001, 0.02)]
    for seed in 0..<50 as Range<UInt64> {
      let objects = try draw(distribution, bodies, seed: seed).objects
      let dx = objects[0].poseWorldObject.position.x - objects[1].poseWorldObject.position.x
      #expect(dx.magnitude > 0.13)
    }
  }
}
