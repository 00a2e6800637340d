import Geometry

/// The room itself, and what stands free in it.
extension LayoutBuilder {
  /// Floor and walls, with doorways and windows where no run stands.
  mutating func addRoom() {
    let thick = Measures.wall
    add(
      "floor", row: "floor", pose: Pose(Vector3(room.width / 2, room.depth / 2, -0.05)),
      size: Vector3(room.width + 2 * thick, room.depth + 2 * thick, 0.05))
    for wall in grammar.walls { addWall(wall) }
  }

  /// The line of a wall; `s` goes to the right of a person who looks at it.
  private func line(_ side: LayoutGrammar.Side) -> (line: RoomPlan.Line, length: Double) {
    let (w, d) = (room.width, room.depth)
    return switch side {
    case .left:
      (RoomPlan.Line(origin: SIMD2(0, 0), along: SIMD2(0, 1), into: SIMD2(-1, 0), yaw: .pi / 2), d)
    case .back:
      (RoomPlan.Line(origin: SIMD2(0, d), along: SIMD2(1, 0), into: SIMD2(0, 1), yaw: 0), w)
    case .right:
      (RoomPlan.Line(origin: SIMD2(w, d), along: SIMD2(0, -1), into: SIMD2(1, 0), yaw: -.pi / 2), d)
    case .front:
      (RoomPlan.Line(origin: SIMD2(w, 0), along: SIMD2(-1, 0), into: SIMD2(0, -1), yaw: .pi), w)
    }
  }

  /// A wall in one piece, or two and a lintel around a doorway; windows in what is free of it.
  private mutating func addWall(_ wall: LayoutGrammar.Wall) {
    let (line, length) = line(wall.side)
    var random = stream.stream("wall/\(wall.side.rawValue)")
    let thick = Measures.wall
    // side walls reach over the ends of the back and front walls
    let over = wall.side == .left || wall.side == .right ? thick : 0
    var free = freeStretch(wall.side, length)
    var doorway: ClosedRange<Double>?
    if wall.hasDoorway, free.upperBound - free.lowerBound > 1.15 {
      let width = 0.9 + 0.05 * Double(random.integer(in: 0...2))
      let low = free.lowerBound + 0.1
      let start = random.uniform(low, max(low, free.upperBound - width - 0.05))
      doorway = start...start + width
      // windows go to the longer side of the doorway
      free =
        start - free.lowerBound > free.upperBound - start - width
        ? free.lowerBound...start : start + width...free.upperBound
    }
    // pieces as (from, to, bottom)
    var pieces = [(-over, length + over, 0.0)]
    if let doorway {
      pieces = [
        (-over, doorway.lowerBound, 0), (doorway.upperBound, length + over, 0),
        (doorway.lowerBound, doorway.upperBound, 2.05),
      ]
    }
    for (from, to, bottom) in pieces {
      add(
        "wall", row: "room",
        pose: line.pose(s: (from + to) / 2, depth: thick, gap: -thick, z: bottom),
        size: Vector3(to - from, thick, room.height - bottom))
    }
    for index in 0..<wall.windows {
      let share = (free.upperBound - free.lowerBound) / Double(wall.windows)
      guard share > 0.9 else { return }
      let width = min(1.4, share - 0.2)
      add(
        "window", row: "wall",
        pose: line.pose(s: free.lowerBound + share * (Double(index) + 0.5), depth: 0.05, z: 0.95),
        size: Vector3(width, 0.05, 1.15))
    }
  }

  /// The longest stretch of a wall that no run stands at, nor a run of the wall beside it.
  private func freeStretch(_ side: LayoutGrammar.Side, _ length: Double) -> ClosedRange<Double> {
    let (line, _) = line(side)
    var taken: [ClosedRange<Double>] = []
    for (index, run) in runs.enumerated() {
      // the run's ends and depth, in the wall's s
      let own = room.lines[index]
      let depth = run.units.contains { $0.kind.isTall } ? 0.75 : Measures.counterDepth
      var low = Double.infinity
      var high = -Double.infinity
      var nearest = Double.infinity
      for s in [0, run.length] {
        for back in [0, depth] {
          let point = own.origin + own.along * s - own.into * back
          let along = ((point - line.origin) * line.along).sum()
          low = min(low, along)
          high = max(high, along)
          nearest = min(nearest, -((point - line.origin) * line.into).sum())
        }
      }
      if nearest < 0.3 { taken.append(low...high) }
    }
    var best = 0.0...0.0
    var from = 0.0
    for range in taken.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound - from > best.upperBound - best.lowerBound {
        best = from...range.lowerBound
      }
      from = max(from, range.upperBound)
    }
    if length - from > best.upperBound - best.lowerBound { best = from...length }
    return best
  }

  /// The appliances that were given places.
  mutating func addAppliances(_ tops: CounterPlan) {
    for item in tops.appliances {
      add(
        item.model, row: "counter_top",
        pose: room.lines[item.run].pose(
          s: item.start + item.size.x / 2, depth: item.size.y, gap: item.gap,
          z: Measures.counterHeight),
        size: item.size)
    }
  }

  /// An island before the back run, with stools at its far side.
  mutating func addIsland(_ island: IslandPlan) throws(LayoutProblem) {
    var random = stream.stream("island")
    let slack = room.openX.upperBound - room.openX.lowerBound - island.length - 2 * 1.0
    guard slack >= 0 else { throw .noRoomForIsland }
    // somewhere near the middle
    let left = room.openX.lowerBound + 1.0 + slack * random.uniform(0.3, 0.7)
    let front = room.openY.upperBound - island.aisle
    let back = front - island.depth
    guard back - (island.stools > 0 ? 0.3 : 0) - room.openY.lowerBound >= 0.95 else {
      throw .noRoomForIsland
    }
    // people stand between it and the back run, so its s goes to the left
    let line = RoomPlan.Line(
      origin: SIMD2(left + island.length, back), along: SIMD2(-1, 0), into: SIMD2(0, -1), yaw: .pi)
    let overhang = island.depth - Measures.counterDepth
    for module in island.modules {
      let size = Vector3(
        module.width, Measures.baseDepth, Measures.counterHeight - Measures.slab)
      var words: [(String, String)] = []
      var numbers: [(String, Double)] = []
      if module.model == "single_cabinet" {
        words = [("hinge", random.uniform() < 0.5 ? "left" : "right")]
      }
      if module.model == "drawer_stack" { numbers = [("count", Double(random.integer(in: 2...4)))] }
      add(
        module.model, row: "base",
        pose: line.pose(
          s: (module.start + module.end) / 2, depth: size.y, gap: overhang, z: 0),
        size: size, words: words, numbers: numbers)
    }
    add(
      "counter", row: "base",
      pose: line.pose(
        s: island.length / 2, depth: island.depth, z: Measures.counterHeight - Measures.slab),
      size: Vector3(island.length, island.depth, Measures.slab))
    addStools(island.stools, line: line, from: 0, to: island.length, gap: -0.2)
  }

  /// Stools behind a peninsula.
  mutating func addPeninsulaStools() {
    for (index, run) in runs.enumerated() where run.run.isPeninsula {
      var random = stream.stream("stools")
      let from = Measures.counterDepth + 0.2
      let seats = Int(((run.length - from) / 0.6).rounded(.down))
      guard seats > 0, room.lines[index].origin.y > 1.5 else { continue }
      addStools(
        random.integer(in: max(0, seats - 1)...seats), line: room.lines[index], from: from,
        to: run.length, gap: -0.45)
    }
  }

  /// Stools in equal steps behind a counter, their backs `gap` metres before its line.
  private mutating func addStools(
    _ count: Int, line: RoomPlan.Line, from: Double, to: Double, gap: Double
  ) {
    guard count > 0 else { return }
    var random = stream.stream("stool")
    let size = sizes.draw("stool", &random)
    let step = (to - from) / Double(count)
    // a person on a stool looks the other way
    for index in 0..<count {
      let pose = line.pose(
        s: from + step * (Double(index) + 0.5), depth: size.y, gap: gap, z: 0)
      let turned = Quaternion(axis: Vector3(0, 0, 1), angle: line.yaw + .pi)
      add("stool", row: "floor", pose: Pose(pose.position, turned), size: size)
    }
  }

  /// A dining table with seats in the middle of the free floor, where there is enough of it.
  mutating func addTable() {
    guard let wanted = grammar.table else { return }
    var random = stream.stream("table")
    guard random.uniform() < wanted.chance else { return }
    let size = sizes.draw("table", &random)
    var seat = stream.stream("stool")
    let stool = sizes.draw("stool", &seat)
    let seats = random.integer(in: wanted.stools)
    // free floor between the runs' ends and the front wall
    let low = SIMD2(0.0, 0.0)
    let high = SIMD2(room.width, room.openY.upperBound)
    let need = SIMD2(size.x / 2 + stool.x + 0.06, size.y / 2 + stool.y + 0.06)
    let clear = 0.95
    let solid = fixtures.map(FixtureBox.init).filter(\.isObstacle)
    for _ in 0..<20 {
      let center = SIMD2(
        random.uniform(low.x, high.x), random.uniform(low.y, high.y))
      let reach = need + clear
      let walls = need + 0.6
      guard center.x > walls.x, center.y > walls.y, center.x < room.width - walls.x else {
        continue
      }
      let blocked = solid.contains {
        $0.fixture.row != "room" && $0.mayTouch(center - reach, center + reach)
      }
      if blocked { continue }
      add("table", row: "floor", pose: Pose(Vector3(center.x, center.y, 0)), size: size)
      for (index, side) in [
        SIMD2(-0.25, -1.0), SIMD2(0.25, 1.0), SIMD2(0.25, -1.0), SIMD2(-0.25, 1.0),
        SIMD2(-1.0, 0.0), SIMD2(1.0, 0.0),
      ].enumerated() where index < seats {
        let offset = SIMD2(
          side.x.magnitude == 1 ? side.x * (size.x + stool.x + 0.06) / 2 : side.x * size.x,
          side.y * (size.y + stool.y + 0.06) / 2)
        let at = center + offset
        // towards the table
        let yaw =
          side.y < 0 ? 0 : side.y > 0 ? Double.pi : side.x < 0 ? -Double.pi / 2 : Double.pi / 2
        add(
          "stool", row: "floor",
          pose: Pose(Vector3(at.x, at.y, 0), Quaternion(axis: Vector3(0, 0, 1), angle: yaw)),
          size: stool)
      }
      return
    }
  }
}
