import Geometry

/// The room around the runs, and where each of them stands in it.
struct RoomPlan {
  /// A run's line in the room: `s` goes along it from its left end, `back` is what it stands against.
  struct Line {
    /// Where `s` is 0.
    var origin: SIMD2<Double>
    /// Along the run, to the right of a person who stands before it.
    var along: SIMD2<Double>
    /// Away from that person.
    var into: SIMD2<Double>
    var yaw: Double

    /// The pose of a fixture whose middle is at `s` and whose back is `gap` metres off the line.
    func pose(s: Double, depth: Double, gap: Double = 0, z: Double) -> Pose {
      let at = origin + along * s - into * (gap + depth / 2)
      return Pose(Vector3(at.x, at.y, z), Quaternion(axis: Vector3(0, 0, 1), angle: yaw))
    }
  }

  var width: Double
  var depth: Double
  var height: Double
  /// As many as runs.
  var lines: [Line]
  /// The lower and upper x between the fronts of the left and the right run.
  var openX: ClosedRange<Double>
  /// The y from which a peninsula or front run bounds the free floor.
  var openY: ClosedRange<Double>

  init(_ grammar: LayoutGrammar, runs: [RunPlan], islands: [IslandPlan], stream: RandomStream)
    throws(LayoutProblem)
  {
    var random = stream.stream("room")
    let freeWidth = random.uniform(grammar.freeWidth.lowerBound, grammar.freeWidth.upperBound)
    let freeDepth = random.uniform(grammar.freeDepth.lowerBound, grammar.freeDepth.upperBound)
    height = 2.5 + 0.05 * Double(random.integer(in: 0...6))
    func plan(_ side: LayoutGrammar.Side) -> RunPlan? { runs.first { $0.run.side == side } }
    let (left, right, front) = (plan(.left), plan(.right), plan(.front))
    guard let back = plan(.back) else { preconditionFailure("a grammar has a run at the back") }
    let counter = KitchenMeasures.counterDepth

    // the width: between two corners it is the back run's
    let closed = back.run.beginsAtCorner && back.endsInCorner
    width = closed ? back.length : back.length + KitchenMeasures.sideGap + freeWidth
    // a room without corners is as wide as its longest run
    if let front, !front.run.beginsAtCorner {
      width = max(width, front.length + KitchenMeasures.sideGap + freeWidth)
    }

    // the depth: side runs, islands, the aisle of a galley, and free floor
    let side = max(left?.length ?? 0, right?.length ?? 0)
    var needed = max(side, counter)
    for island in islands {
      needed = max(needed, counter + island.aisle + island.depth + (island.stools > 0 ? 0.25 : 0))
    }
    var frontY = 0.0
    if let front, let right, front.run.beginsAtCorner {
      // the front run begins where the right one ends
      depth =
        front.run.isPeninsula
        ? max(right.length + freeDepth, (left?.length ?? 0) + 0.1) : right.length
      frontY = depth - right.length
    } else if front != nil {
      depth = 2 * counter + freeDepth
    } else {
      depth = needed + freeDepth
    }
    if let left, left.length > depth { throw .runLength(left.run.name, left.length) }

    // the lines, clockwise; a left run ends in the back corner, a right one begins in it
    lines = []
    for run in runs {
      switch run.run.side {
      case .left:
        lines.append(
          Line(
            origin: SIMD2(0, depth - run.length), along: SIMD2(0, 1), into: SIMD2(-1, 0),
            yaw: .pi / 2))
      case .back:
        // without a corner at its left end, all free width is at its left or its right end
        let atRight = run.endsInCorner && !run.run.beginsAtCorner
        lines.append(
          Line(
            origin: SIMD2(atRight ? width - run.length : 0, depth), along: SIMD2(1, 0),
            into: SIMD2(0, 1), yaw: 0))
      case .right:
        lines.append(
          Line(
            origin: SIMD2(width, depth), along: SIMD2(0, -1), into: SIMD2(1, 0), yaw: -.pi / 2))
      case .front:
        lines.append(
          Line(
            origin: SIMD2(width, frontY), along: SIMD2(-1, 0), into: SIMD2(0, -1), yaw: .pi))
      }
    }
    openX = (left == nil ? 0 : counter)...(right == nil ? width : width - counter)
    openY = (front == nil ? 0 : frontY + counter)...(depth - counter)
  }
}
