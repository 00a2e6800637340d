import Geometry

/// Draws plans from a grammar, and gives only those that pass every check.
public struct LayoutSolver: Sendable {
  public let grammar: LayoutGrammar
  public let sizes: FixtureSizes

  /// How many draws a seed has before it is given up.
  public static let limit = 200

  /// What a seed led to.
  public struct Draw: Sendable {
    public var layout: KitchenLayout
    /// How many draws it took, at least 1.
    public var tries: Int
    /// What was wrong with the draws before it.
    public var rejected: [LayoutProblem]
  }

  public init(grammar: LayoutGrammar, sizes: FixtureSizes) {
    self.grammar = grammar
    self.sizes = sizes
  }

  /// The plan of a seed: the first of its draws that passes.
  ///
  /// - Throws: the last draw's `LayoutProblem` when none of 200 passes.
  public func layout(seed: UInt64, name: String? = nil) throws(LayoutProblem) -> KitchenLayout {
    try draw(seed: seed, name: name).layout
  }

  /// The plan of a seed, and how it was found.
  ///
  /// - Throws: the last draw's `LayoutProblem` when none of 200 passes.
  public func draw(seed: UInt64, name: String? = nil) throws(LayoutProblem) -> Draw {
    var rejected: [LayoutProblem] = []
    let root = RandomStream(seed: seed).stream("layout/\(grammar.name)")
    for index in 0..<Self.limit {
      do throws(LayoutProblem) {
        var layout = try plan(root.stream("try", index))
        layout.seed = seed
        layout.name = name ?? "\(grammar.name)/\(seed)"
        let problems = LayoutChecks.problems(layout)
        if problems.isEmpty { return Draw(layout: layout, tries: index + 1, rejected: rejected) }
        rejected.append(problems[0])
      } catch {
        rejected.append(error)
      }
    }
    throw rejected[rejected.count - 1]
  }

  /// One draw, unchecked.
  private func plan(_ stream: RandomStream) throws(LayoutProblem) -> KitchenLayout {
    let runs = try RunPlanner(grammar: grammar, sizes: sizes, stream: stream).plan()
    let islands = grammar.islands.enumerated().map {
      IslandPlan($1, sizes: sizes, stream: stream.stream("island", $0))
    }
    let room = try RoomPlan(grammar, runs: runs, islands: islands, stream: stream)
    var builder = LayoutBuilder(
      grammar: grammar, sizes: sizes, stream: stream, runs: runs, islands: islands, room: room)
    try builder.build()
    guard builder.fixtures.count >= grammar.leastFixtures else {
      throw .fewFixtures(builder.fixtures.count)
    }
    let layout = KitchenLayout(
      name: "", archetype: grammar.name, seed: 0, fixtures: builder.fixtures,
      floorLow: SIMD2(0, 0), floorHigh: SIMD2(room.width, room.depth))
    var side = stream.stream("mirror")
    return grammar.isMirrored && side.uniform() < 0.5 ? layout.mirrored : layout
  }
}

extension KitchenLayout {
  /// The plan with left and right exchanged.
  var mirrored: KitchenLayout {
    var layout = self
    let sum = floorLow.x + floorHigh.x
    for index in layout.fixtures.indices {
      let pose = fixtures[index].poseWorldFixture
      let (position, turn) = (pose.position, pose.orientation)
      layout.fixtures[index].poseWorldFixture = Pose(
        Vector3(sum - position.x, position.y, position.z),
        Quaternion(w: turn.w, x: turn.x, y: -turn.y, z: -turn.z))
      // a hinge or a blind part at the left is one at the right
      for p in layout.fixtures[index].parameters.indices
      where ["hinge", "blind"].contains(layout.fixtures[index].parameters[p].name) {
        let left = layout.fixtures[index].parameters[p].value == .word("left")
        layout.fixtures[index].parameters[p].value = .word(left ? "right" : "left")
      }
    }
    return layout
  }
}
