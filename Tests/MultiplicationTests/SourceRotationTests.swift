import Demonstrations
import Episodes
import Geometry
import Multiplication
import Testing

/// Sources that take turns.
@Suite struct SourceRotationTests {
  /// Demonstrations whose first object stands ever farther along x.
  private static func spread(_ count: Int) -> [Demonstration] {
    (0..<count).map { Motions.made(cubeA: Pose(Vector3(0.05 * Double($0), 0.02, 0.82))) }
  }

  private func motions(_ count: Int, nnK: Int? = nil) throws -> Motions {
    var motions = try Motions(Self.spread(count))
    motions.options.balanceSources = true
    motions.options.selectSrcPerSubtask = true
    if let nnK {
      motions.options.selectionStrategy = .nearestNeighborObject
      motions.options.nnK = nnK
    }
    return motions
  }

  /// The sources of both subtasks at a turn.
  private func pair(
    _ motions: Motions, turn: Int, seed: UInt64 = 1, x: Double = 0
  ) throws -> [Int] {
    var planner = MotionPlanner(
      parameters: motions.parameters, demonstrations: try motions.segmented(),
      stream: RandomStream(seed: seed).stream("motion", turn),
      rotation: SourceRotation(turn: turn, stream: RandomStream(seed: seed)))
    return [Pose(Vector3(x, 0.02, 0.82)), Motions.somewhere[1]].enumerated().map {
      planner.plan(subtask: $0, eef: Motions.eef, object: $1, lastTarget: nil).source
        .demonstration
    }
  }

  @Test(arguments: [1, 2, 7])
  func `each block of turns takes each source once, in every subtask`(count: Int) throws {
    let motions = try motions(count)
    for block in 0..<6 {
      let pairs = try (0..<count).map { try pair(motions, turn: block * count + $0) }
      for subtask in 0...1 { #expect(Set(pairs.map { $0[subtask] }).count == count) }
    }
    // of the first subtask any stretch as long
    let firsts = try (3..<(3 + count)).map { try pair(motions, turn: $0)[0] }
    #expect(Set(firsts).count == count)
  }

  @Test func `from block to block, all pairs come up`() throws {
    let motions = try motions(4)
    let pairs = try (0..<400).map { try pair(motions, turn: $0) }
    #expect(Set(pairs).count == 16)
  }

  @Test func `the order is the job's own`() throws {
    let motions = try motions(7)
    let orders = try (1...20).map { seed in
      try (0..<7).map { try pair(motions, turn: $0, seed: UInt64(seed))[0] }
    }
    #expect(Set(orders).count > 15)
    #expect(try (0..<7).map { try pair(motions, turn: $0)[0] } == orders[0])
  }

  @Test func `the nearest take turns among themselves`() throws {
    let motions = try motions(5, nnK: 3)
    for block in 0..<4 {
      let near = try (0..<3).map { try pair(motions, turn: 3 * block + $0, x: 0.2)[0] }
      #expect(near.sorted() == [2, 3, 4])
    }
  }

  @Test func `negative turns are turns, too`() throws {
    let motions = try motions(3)
    #expect(Set(try (-3..<0).map { try pair(motions, turn: $0)[0] }).count == 3)
  }

  @Test func `without it, the turn means nothing`() throws {
    var motions = try motions(5)
    motions.options.balanceSources = nil
    let parameters = motions.parameters
    let segmented = try motions.segmented()
    let sources = (0..<40).map { turn in
      var planner = MotionPlanner(
        parameters: parameters, demonstrations: segmented, stream: RandomStream(seed: 3),
        rotation: SourceRotation(turn: turn, stream: RandomStream(seed: 1)))
      return planner.plan(
        subtask: 0, eef: Motions.eef, object: Motions.somewhere[0], lastTarget: nil
      ).source.demonstration
    }
    #expect(Set(sources).count == 1)
  }

  @Test func `one choice for all subtasks stays one choice`() throws {
    var motions = try motions(5)
    motions.options.selectSrcPerSubtask = false
    for turn in 0..<10 {
      let pair = try pair(motions, turn: turn)
      #expect(pair[0] == pair[1])
    }
  }
}
