import Geometry

/// What hangs on the walls above the counters.
extension LayoutBuilder {
  /// The upper cabinets of a run, aligned with what is below; hood, window and microwave's housing.
  mutating func addUppers(_ index: Int, tops: CounterPlan) {
    let plan = runs[index]
    let line = room.lines[index]
    var random = stream.stream("upper", index)
    var hinges = stream.stream("hinge/upper", index)
    for (place, unit) in plan.units.enumerated() {
      let tallBefore = place > 0 && plan.units[place - 1].kind.isTall
      let tallAfter = place + 1 < plan.units.count && plan.units[place + 1].kind.isTall
      let middle = (unit.start + unit.end) / 2
      let width = unit.end - unit.start
      switch unit.kind {
      case .sink:
        if random.uniform() < grammar.upper.windowAboveSink {
          add(
            "window", row: "wall", pose: line.pose(s: middle, depth: 0.05, z: 1.12),
            size: Vector3(width - 0.04, 0.05, 0.95))
        } else {
          hang(line, unit.start...unit.end, left: nextIsLeft)
        }
      case .stove, .cooktop:
        let size = Vector3(width, sizes.range("hood").depth.lowerBound, Measures.upperTop - 1.55)
        add("hood", row: "upper", pose: line.pose(s: middle, depth: size.y, z: 1.55), size: size)
      case .counter:
        for (position, module) in unit.modules.enumerated() where module.model != "filler" {
          var range = module.start...module.end
          // the last cabinet before a corner reaches nearer to it than the one below
          if unit.modules.last?.model == "filler", position == unit.modules.count - 2 {
            let end = plan.length - Measures.upperDepth - Measures.cornerFiller
            range = module.start...end
            addUpper("filler", line, end...end + Measures.cornerFiller)
          }
          if let housing = tops.housing, housing.run == index,
            (housing.module - module.start).magnitude < 1e-6
          {
            hangHousing(line, range, housing)
            continue
          }
          if module.model == "corner_cabinet" {
            let hidden = Self.hidden(module.width, blind: Measures.upperDepth)
            addUpper(
              "corner_cabinet", line, range, words: [("blind", "left")],
              numbers: [("hidden", hidden)])
            continue
          }
          let isDouble = range.upperBound - range.lowerBound >= 0.65
          let free = tops.isFree(run: index, range, length: 0.4)
          if random.uniform() < grammar.upper.openShelf, isDouble || !free {
            addUpper("open_shelf", line, range)
            continue
          }
          // beside a deeper unit doors open away from it, or keep off it
          let besideLeft = tallBefore && position == 0
          let besideRight = tallAfter && position == unit.modules.count - 1
          if isDouble {
            let strip = Measures.tallFiller
            if besideLeft {
              addUpper("filler", line, range.lowerBound...range.lowerBound + strip)
              range = range.lowerBound + strip...range.upperBound
            }
            if besideRight {
              addUpper("filler", line, range.upperBound - strip...range.upperBound)
              range = range.lowerBound...range.upperBound - strip
            }
            addUpper("double_cabinet", line, range)
            continue
          }
          var left = free ? nextIsLeft : hinges.uniform() < 0.5
          if besideLeft { left = false }
          if besideRight { left = true }
          hang(line, range, left: left)
          if free { nextIsLeft = !left }
        }
      case .fridge, .pantry, .ovenTower: break
      }
    }
  }

  /// Something of the upper row's depth and height.
  private mutating func addUpper(
    _ model: String, _ line: RoomPlan.Line, _ range: ClosedRange<Double>,
    words: [(name: String, word: String)] = [], numbers: [(name: String, value: Double)] = []
  ) {
    let size = Vector3(
      range.upperBound - range.lowerBound, Measures.upperDepth,
      Measures.upperTop - Measures.upperBottom)
    add(
      model, row: "upper",
      pose: line.pose(
        s: (range.lowerBound + range.upperBound) / 2, depth: size.y, z: Measures.upperBottom),
      size: size, words: words, numbers: numbers)
  }

  /// A cabinet with one door, or with two where it is wide.
  private mutating func hang(
    _ line: RoomPlan.Line, _ range: ClosedRange<Double>, left: Bool, bottom: Double? = nil
  ) {
    let width = range.upperBound - range.lowerBound
    let bottom = bottom ?? Measures.upperBottom
    let size = Vector3(width, Measures.upperDepth, Measures.upperTop - bottom)
    let pose = line.pose(
      s: (range.lowerBound + range.upperBound) / 2, depth: size.y, z: bottom)
    guard width < 0.65 else {
      add("double_cabinet", row: "upper", pose: pose, size: size)
      return
    }
    add(
      "single_cabinet", row: "upper", pose: pose, size: size,
      words: [("hinge", left ? "left" : "right")])
  }

  /// A microwave in an open housing, and a cabinet above it.
  private mutating func hangHousing(
    _ line: RoomPlan.Line, _ range: ClosedRange<Double>, _ housing: CounterPlan.Housing
  ) {
    let width = range.upperBound - range.lowerBound
    let middle = (range.lowerBound + range.upperBound) / 2
    let size = Vector3(width, housing.depth, housing.size.z + 0.08)
    add(
      "housing", row: "upper",
      pose: line.pose(s: middle, depth: size.y, gap: Measures.backsplash, z: housing.bottom),
      size: size, numbers: Self.opening(housing.size.z))
    let microwave = housing.size
    add(
      "microwave", row: "counter_top",
      pose: line.pose(
        s: middle, depth: microwave.y, gap: Measures.backsplash + size.y - microwave.y,
        z: housing.bottom + Measures.housingFloor),
      size: microwave)
    hang(line, range, left: true, bottom: housing.bottom + size.z)
  }

  /// Backsplashes from the counters up to what hangs there, a piece behind each unit.
  mutating func addBacksplash(_ index: Int) {
    let plan = runs[index]
    let line = room.lines[index]
    let windows = fixtures.filter { $0.model == "window" }
    for unit in plan.units where !unit.kind.isTall {
      var range = unit.kind == .counter ? unit.slab : unit.start...unit.end
      // in a corner, up to the other wall
      if plan.endsInCorner, unit.slab.upperBound == plan.units.last?.slab.upperBound,
        unit.kind == .counter
      {
        range = range.lowerBound...plan.length - Measures.backsplash
      }
      let middle = (range.lowerBound + range.upperBound) / 2
      var top = Measures.upperBottom
      if unit.kind == .stove || unit.kind == .cooktop { top = 1.55 }
      let pose = line.pose(s: middle, depth: Measures.backsplash, z: Measures.counterHeight)
      // below the window above a sink
      if unit.kind == .sink,
        windows.contains(where: {
          let offset = $0.poseWorldFixture.position - pose.position
          return offset.x.magnitude + offset.y.magnitude < 0.3
        })
      {
        top = 1.12
      }
      add(
        "backsplash", row: "wall", pose: pose,
        size: Vector3(
          range.upperBound - range.lowerBound, Measures.backsplash, top - Measures.counterHeight))
    }
  }
}
