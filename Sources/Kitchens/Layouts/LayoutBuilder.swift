import Geometry

/// Puts a plan's fixtures in their places, one aspect after the other.
struct LayoutBuilder {
  typealias Measures = KitchenMeasures

  let grammar: LayoutGrammar
  let sizes: FixtureSizes
  let stream: RandomStream
  let runs: [RunPlan]
  let islands: [IslandPlan]
  let room: RoomPlan
  var fixtures: [KitchenLayout.Fixture] = []
  /// To which side the next hanging door above free counter opens; they take turns.
  var nextIsLeft = true
  /// How many fixtures of a model there are, in order of appearance.
  private var counts: [(model: String, count: Int)] = []

  init(
    grammar: LayoutGrammar, sizes: FixtureSizes, stream: RandomStream, runs: [RunPlan],
    islands: [IslandPlan], room: RoomPlan
  ) {
    self.grammar = grammar
    self.sizes = sizes
    self.stream = stream
    self.runs = runs
    self.islands = islands
    self.room = room
  }

  /// Adds a fixture; its size is given to the model as parameters, with the words in `words`.
  mutating func add(
    _ model: String, row: String, pose: Pose, size: Vector3,
    words: [(name: String, word: String)] = [], numbers: [(name: String, value: Double)] = []
  ) {
    var number = 1
    if let index = counts.firstIndex(where: { $0.model == model }) {
      counts[index].count += 1
      number = counts[index].count
    } else {
      counts.append((model, 1))
    }
    var parameters = [
      ModelParameter(name: "width", value: .number(size.x)),
      ModelParameter(name: "depth", value: .number(size.y)),
      ModelParameter(name: "height", value: .number(size.z)),
    ]
    for (name, word) in words { parameters.append(ModelParameter(name: name, value: .word(word))) }
    // a run that begins in a corner has it at its left
    if model == "corner_cabinet" {
      parameters.append(ModelParameter(name: "blind", value: .word("left")))
    }
    for (name, value) in numbers {
      parameters.append(ModelParameter(name: name, value: .number(value)))
    }
    fixtures.append(
      KitchenLayout.Fixture(
        name: "\(model)_\(number)", model: model, row: row, poseWorldFixture: pose,
        parameters: parameters, size: size))
  }

  /// Everything, in the order in which a kitchen is built.
  mutating func build() throws(LayoutProblem) {
    addRoom()
    for index in runs.indices { addBase(index) }
    let tops = try CounterPlanner(
      grammar: grammar, sizes: sizes, stream: stream, runs: runs
    ).plan()
    var hinges = stream.stream("hinge/first")
    nextIsLeft = hinges.uniform() < 0.5
    for index in runs.indices where !runs[index].run.isPeninsula {
      addUppers(index, tops: tops)
      addBacksplash(index)
    }
    addAppliances(tops)
    for island in islands { try addIsland(island) }
    addPeninsulaStools()
    addTable()
  }

  /// What stands on the floor along a run, and the counters' slabs.
  private mutating func addBase(_ index: Int) {
    let plan = runs[index]
    let line = room.lines[index]
    var random = stream.stream("hinge/base", index)
    for unit in plan.units {
      let middle = (unit.start + unit.end) / 2
      let width = unit.end - unit.start
      switch unit.kind {
      case .counter:
        for module in unit.modules {
          addModule(module, line: line, plan: plan, &random)
        }
        addSlab(unit.slab, line: line, depth: slabDepth(plan), shift: slabShift(plan))
      case .sink, .stove:
        add(
          unit.kind.rawValue, row: "base",
          pose: line.pose(s: middle, depth: unit.size.y, z: 0), size: unit.size)
      case .cooktop: addCooktop(unit, line: line)
      case .fridge:
        let words = [
          ("kind", random.pick(["bottom_freezer", "side_by_side", "french"])),
          ("hinge", random.pick(["left", "right"])),
        ]
        add(
          "fridge", row: "tall", pose: line.pose(s: middle, depth: unit.size.y, z: 0),
          size: unit.size, words: words)
        // the cabinet above it
        let bottom = unit.size.z + 0.04
        add(
          "double_cabinet", row: "tall", pose: line.pose(s: middle, depth: 0.6, z: bottom),
          size: Vector3(width, 0.6, Measures.upperTop - bottom), numbers: [("toe_kick", 0)])
      case .pantry: addPantry(unit, line: line, &random)
      case .ovenTower: addOvenTower(unit, line: line)
      }
    }
  }

  /// One cabinet or machine under a counter.
  private mutating func addModule(
    _ module: RunPlan.Module, line: RoomPlan.Line, plan: RunPlan, _ random: inout RandomStream
  ) {
    let height = Measures.counterHeight - Measures.slab
    let size = Vector3(module.width, Measures.baseDepth, height)
    let pose = line.pose(
      s: (module.start + module.end) / 2, depth: Measures.baseDepth, z: 0)
    var words: [(String, String)] = []
    var numbers: [(String, Double)] = []
    if module.model == "single_cabinet" {
      // a door beside the inner corner opens away from it
      let corner = plan.length - Measures.cornerFiller - Measures.baseDepth
      let beside = plan.endsInCorner && (module.end - corner).magnitude < 0.01
      let drawn = random.uniform() < 0.5 ? "left" : "right"
      words = [("hinge", beside ? "left" : drawn)]
    }
    if module.model == "drawer_stack" { numbers = [("count", Double(random.integer(in: 2...4)))] }
    if module.model == "corner_cabinet" {
      numbers = [("hidden", Self.hidden(module.width, blind: Measures.baseDepth))]
    }
    add(module.model, row: "base", pose: pose, size: size, words: words, numbers: numbers)
  }

  /// How much of a corner cabinet's width is behind the other run or a filler, so that its door is up
  /// to 0.45 m wide.
  static func hidden(_ width: Double, blind: Double) -> Double {
    width - min(0.45, width - blind - Measures.cornerFiller - 0.01)
  }

  /// A counter's slab over a stretch of a run.
  private mutating func addSlab(
    _ stretch: ClosedRange<Double>, line: RoomPlan.Line, depth: Double, shift: Double
  ) {
    let width = stretch.upperBound - stretch.lowerBound
    add(
      "counter", row: "base",
      pose: line.pose(
        s: (stretch.lowerBound + stretch.upperBound) / 2, depth: depth, gap: shift,
        z: Measures.counterHeight - Measures.slab),
      size: Vector3(width, depth, Measures.slab))
  }

  /// A peninsula's slab reaches out over its back, for stools.
  private func slabDepth(_ plan: RunPlan) -> Double {
    Measures.counterDepth - slabShift(plan)
  }

  private func slabShift(_ plan: RunPlan) -> Double { plan.run.isPeninsula ? -0.25 : 0 }

  /// A cooktop on a slab of its own, over an oven or drawers.
  private mutating func addCooktop(_ unit: RunPlan.Unit, line: RoomPlan.Line) {
    let middle = (unit.start + unit.end) / 2
    let width = unit.end - unit.start
    let under = Vector3(width, Measures.baseDepth, Measures.counterHeight - Measures.slab)
    add(
      "drawer_stack", row: "base", pose: line.pose(s: middle, depth: under.y, z: 0), size: under,
      numbers: [("count", 3)])
    addSlab(unit.start...unit.end, line: line, depth: Measures.counterDepth, shift: 0)
    let size = Vector3(unit.size.x - 0.06, unit.size.y, unit.size.z)
    add(
      "cooktop", row: "counter_top",
      pose: line.pose(s: middle, depth: size.y, gap: 0.07, z: Measures.counterHeight), size: size)
  }

  /// A tall cupboard: drawers or a door below, a door above.
  private mutating func addPantry(
    _ unit: RunPlan.Unit, line: RoomPlan.Line, _ random: inout RandomStream
  ) {
    let middle = (unit.start + unit.end) / 2
    let width = unit.end - unit.start
    let depth = unit.size.y
    let split = random.uniform() < 0.5 ? 0.8 : 1.4
    let hinge = random.uniform() < 0.5 ? "left" : "right"
    let lower = Vector3(width, depth, split)
    let pose = line.pose(s: middle, depth: depth, z: 0)
    if split < 1 {
      add("drawer_stack", row: "tall", pose: pose, size: lower, numbers: [("count", 3)])
    } else {
      add("single_cabinet", row: "tall", pose: pose, size: lower, words: [("hinge", hinge)])
    }
    add(
      "single_cabinet", row: "tall", pose: line.pose(s: middle, depth: depth, z: split),
      size: Vector3(width, depth, Measures.upperTop - split), words: [("hinge", hinge)],
      numbers: [("toe_kick", 0)])
  }

  /// A housing's parameters for an appliance of a height.
  static func opening(_ height: Double) -> [(name: String, value: Double)] {
    [("opening_bottom", Measures.housingFloor), ("opening_height", height + 0.01), ("wall", 0.018)]
  }

  /// An oven in a housing, drawers below it and a cabinet above it.
  private mutating func addOvenTower(_ unit: RunPlan.Unit, line: RoomPlan.Line) {
    let middle = (unit.start + unit.end) / 2
    let width = unit.end - unit.start
    let depth = Measures.baseDepth
    let bottom = 0.62
    let height = unit.size.z + 0.08
    func pose(_ z: Double) -> Pose { line.pose(s: middle, depth: depth, z: z) }
    add(
      "drawer_stack", row: "tall", pose: pose(0), size: Vector3(width, depth, bottom),
      numbers: [("count", 2)])
    add(
      "housing", row: "tall", pose: pose(bottom), size: Vector3(width, depth, height),
      numbers: Self.opening(unit.size.z))
    let oven = Vector3(width - 0.05, min(unit.size.y, depth - 0.02), unit.size.z)
    add(
      "oven", row: "tall",
      pose: line.pose(
        s: middle, depth: oven.y, gap: depth - oven.y, z: bottom + Measures.housingFloor),
      size: oven)
    let above = bottom + height
    add(
      "double_cabinet", row: "tall", pose: pose(above),
      size: Vector3(width, depth, Measures.upperTop - above), numbers: [("toe_kick", 0)])
  }
}
