import Demonstrations
import Episodes
import Geometry
import Multiplication
import Testing

/// Which demonstration a subtask is taken from.
@Suite struct SelectionTests {
  private static let up = Vector3(0, 0, 1)

  /// Five demonstrations whose first object stands ever farther along x, and is ever more turned.
  private static func spread() -> [Demonstration] {
    (0..<5).map { index in
      let turn = Quaternion(axis: up, angle: 0.5 * Double(4 - index))
      return Motions.made(cubeA: Pose(Vector3(0.05 * Double(index), 0.02, 0.82), turn))
    }
  }

  /// The demonstrations that so many motions take their first subtask from.
  private func choices(
    _ motions: Motions, count: Int = 1, eef: Pose = Motions.eef, object: Pose
  ) throws -> [Int] {
    try (0..<count).map { motion in
      var planner = try motions.planner(motion: motion)
      return planner.plan(subtask: 0, eef: eef, object: object, lastTarget: nil).source
        .demonstration
    }
  }

  /// How often each of five was taken.
  private func counts(_ choices: [Int]) -> [Int] {
    (0..<5).map { index in choices.count { $0 == index } }
  }

  @Test func `the nearest object wins, by position`() throws {
    var motions = try Motions(Self.spread())
    motions.options.selectionStrategy = .nearestNeighborObject
    motions.options.nnK = 1
    motions.options.rotWeight = 0
    for index in 0..<5 {
      let object = Pose(Vector3(0.05 * Double(index) + 0.02, 0.3, 0.82))
      #expect(try choices(motions, count: 5, object: object) == [Int](repeating: index, count: 5))
    }
  }

  @Test func `or by rotation, or by both as they are weighed`() throws {
    var motions = try Motions(Self.spread())
    motions.options.selectionStrategy = .nearestNeighborObject
    motions.options.nnK = 1

    // it stands like the last one, and is turned like the second
    let object = Pose(Vector3(0.2, 0.02, 0.82), Quaternion(axis: Self.up, angle: 1.45))
    motions.options.posWeight = 0
    #expect(try choices(motions, object: object) == [1])
    motions.options.posWeight = 1
    motions.options.rotWeight = 0
    #expect(try choices(motions, object: object) == [4])

    // metres and radians just added up: turning counts more
    motions.options.rotWeight = 1
    #expect(try choices(motions, object: object) == [1])
    // 0.05 m times 15 outweighs half a radian
    motions.options.posWeight = 15
    #expect(try choices(motions, object: object) == [4])
  }

  @Test func `the segment that starts nearest to the hand wins`() throws {
    // the hands start side by side, around the object
    let demonstrations = (-2...2).map { index in
      Motions.made { $0.eefPoses[0].position = Vector3(0.1 + 0.1 * Double(index), 0.02, 1) }
    }
    var motions = try Motions(demonstrations)
    motions.options.selectionStrategy = .nearestNeighborRobotDistance
    motions.options.nnK = 1
    motions.options.rotWeight = 0
    // the object has turned by half, and the segments with it: their order along x is reversed
    let reference = demonstrations[0].objects[0].poses[0]
    let move = Pose(Vector3(0.2, 0.04, 0), Quaternion(axis: Self.up, angle: .pi))
    for index in 0..<5 {
      let near = move * demonstrations[index].eefPoses[0]
      let eef = Pose(near.position + Vector3(0.02, 0, 0))
      #expect(try choices(motions, eef: eef, object: move * reference) == [index])
    }

    // by rotation alone, it is the move's own that counts, which all share: the first wins
    motions.options.rotWeight = 1
    motions.options.posWeight = 0
    #expect(try choices(motions, eef: Motions.eef, object: move * reference) == [0])
  }

  @Test(arguments: [true, false])
  func `later subtasks start at a target, or at the recorded pose`(withPose: Bool) throws {
    // one's recorded pose is nearest, the other's first target
    let demonstrations = (0..<2).map { index in
      Motions.made { demonstration in
        let heights = index == 0 ? (1.0, 2.0) : (2.0, 1.0)
        demonstration.eefPoses[31].position = Vector3(0, 0, heights.0)
        demonstration.targetPoses[31].position = Vector3(0, 0, heights.1)
      }
    }
    var motions = try Motions(demonstrations)
    motions.options.selectionStrategy = .nearestNeighborRobotDistance
    motions.options.nnK = 1
    motions.options.rotWeight = 0
    motions.options.transformFirstRobotPose = withPose
    var planner = try motions.planner()
    let plan = planner.plan(
      subtask: 1, eef: Pose(Vector3(0, 0, 1)), object: demonstrations[0].objects[1].poses[31],
      lastTarget: nil)
    #expect(plan.source.demonstration == (withPose ? 0 : 1))
  }

  @Test(arguments: [SelectionStrategy.nearestNeighborObject, .nearestNeighborRobotDistance])
  func `nn_k draws evenly among that many`(strategy: SelectionStrategy) throws {
    var motions = try Motions(Self.spread())
    motions.options.selectionStrategy = strategy
    motions.options.rotWeight = 0
    motions.options.nnK = 3
    // the hand is above the last object, as is the scene's: the last three are nearest
    let object = Pose(Vector3(0.2, 0.02, 0.82), Quaternion(axis: Self.up, angle: 0))
    if strategy == .nearestNeighborRobotDistance {
      // carried along, all start at the object but for what was recorded of their own
      motions.demonstrations = (0..<5).map { index in
        Motions.made { $0.eefPoses[0].position = Vector3(0.1, 0.02, 0.9 + 0.05 * Double(index)) }
      }
    }
    let eef = Pose(Vector3(0.2, 0.02, 2))
    let drawn = counts(try choices(motions, count: 600, eef: eef, object: object))
    #expect(drawn[0] == 0 && drawn[1] == 0)
    #expect(drawn[2...].allSatisfy { (150...250).contains($0) })
  }

  @Test func `nn_k beyond their number means all`() throws {
    var motions = try Motions(Self.spread())
    motions.options.selectionStrategy = .nearestNeighborObject
    motions.options.nnK = 10_000
    let drawn = counts(try choices(motions, count: 600, object: Pose(Vector3(0.2, 0, 0.82))))
    #expect(drawn.allSatisfy { (75...165).contains($0) })
  }

  @Test func `random takes all alike, wherever the object is`() throws {
    let motions = try Motions(Self.spread())
    for x in [0, 0.2] {
      let drawn = counts(try choices(motions, count: 600, object: Pose(Vector3(x, 0, 0.82))))
      #expect(drawn.allSatisfy { (75...165).contains($0) })
    }
  }

  @Test func `equally near ones keep their order`() throws {
    var motions = try Motions((0..<5).map { _ in Motions.made() })
    motions.options.selectionStrategy = .nearestNeighborObject
    motions.options.nnK = 1
    #expect(try choices(motions, count: 5, object: .identity) == [0, 0, 0, 0, 0])
  }

  @Test func `the first choice is kept unless each subtask chooses`() throws {
    var motions = try Motions(Self.spread())
    func pairs() throws -> [[Int]] {
      try (0..<100).map { motion in
        try motions.plans(motion: motion, objects: Motions.somewhere).map(\.source.demonstration)
      }
    }
    motions.options.selectSrcPerSubtask = false
    let kept = try pairs()
    #expect(kept.allSatisfy { $0[0] == $0[1] })
    #expect(Set(kept).count == 5)

    // each on its own: all pairs, the same first ones
    motions.options.selectSrcPerSubtask = true
    let anew = try pairs()
    #expect(anew.map { $0[0] } == kept.map { $0[0] })
    #expect(Set(anew).count > 20)
  }

  /// Two demonstrations: one with its object turned by an eighth, one as it was.
  private func turned(by angle: Double) throws -> Motions {
    let place = Vector3(0.1, 0.02, 0.82)
    var motions = try Motions([
      Motions.made(cubeA: Pose(place, Quaternion(axis: Self.up, angle: .pi / 4))),
      Motions.made(cubeA: Pose(place, Quaternion(axis: Self.up, angle: angle))),
    ])
    motions.options.nnK = 1
    motions.options.posWeight = 0
    return motions
  }

  @Test(arguments: [(1, 0), (2, 0), (4, 1)])
  func `a symmetric object is as near as its nearest equal turn`(
    symmetry: Int, expected: Int
  ) throws {
    // a quarter and a little away from the second: near when a quarter turn changes nothing
    var motions = try turned(by: 0)
    motions.options.selectionStrategy = .nearestNeighborObject
    motions.task.objects[0].zSymmetry = symmetry
    let object = Pose(
      Vector3(0.1, 0.02, 0.82), Quaternion(axis: Self.up, angle: .pi / 2 + 0.1))
    #expect(try choices(motions, object: object) == [expected])
  }

  @Test(arguments: [(1, 0), (4, 1)])
  func `a hand is as near as the turn that is taken in the end`(
    symmetry: Int, expected: Int
  ) throws {
    // both hands start alike; the object's quarter turn carries the second one's along
    var motions = try turned(by: 0)
    motions.options.selectionStrategy = .nearestNeighborRobotDistance
    motions.task.objects[0].zSymmetry = symmetry
    let object = Pose(Vector3(0.1, 0.02, 0.82), Quaternion(axis: Self.up, angle: .pi / 2))
    let eef = motions.demonstrations[0].eefPoses[0]
    #expect(try choices(motions, eef: eef, object: object) == [expected])
  }
}
