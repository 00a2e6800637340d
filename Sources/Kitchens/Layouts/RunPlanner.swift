import Geometry

/// Decides what stands in which run, and how wide it is.
struct RunPlanner {
  let grammar: LayoutGrammar
  let sizes: FixtureSizes
  let stream: RandomStream

  /// The runs of a plan.
  func plan() throws(LayoutProblem) -> [RunPlan] {
    let kinds = dealUnits()
    let modules = dealModules(kinds)
    var plans: [RunPlan] = []
    for (index, run) in grammar.runs.enumerated() {
      let next = index + 1 < grammar.runs.count ? grammar.runs[index + 1] : nil
      let plan = layOut(
        run, units: kinds[index], modules: modules[index],
        endsInCorner: next?.beginsAtCorner ?? false, index: index)
      guard run.length.contains(plan.length) else {
        throw .runLength(run.name, (plan.length * 100).rounded() / 100)
      }
      plans.append(plan)
    }
    return plans
  }

  /// The units of every run, after swaps and chances; counters that meet become one.
  private func dealUnits() -> [[LayoutGrammar.Unit]] {
    var units = grammar.runs.map(\.units)
    // units that share a word change places
    var words: [String] = []
    for unit in units.joined() {
      if let word = unit.swap, !words.contains(word) { words.append(word) }
    }
    for word in words {
      var places: [(run: Int, unit: Int)] = []
      for (r, list) in units.enumerated() {
        for (u, unit) in list.enumerated() where unit.swap == word { places.append((r, u)) }
      }
      var order = stream.stream("swap/\(word)")
      let shuffled = order.shuffled(places.map { units[$0.run][$0.unit] })
      for (place, unit) in zip(places, shuffled) { units[place.run][place.unit] = unit }
    }
    // what is there by chance
    for r in units.indices {
      var chances = stream.stream("chance", r)
      var kept: [LayoutGrammar.Unit] = []
      for unit in units[r] {
        guard chances.uniform() < unit.chance else { continue }
        if unit.kind == .counter, let last = kept.last, last.kind == .counter {
          let (a, b) = (last.counterLength, unit.counterLength)
          kept[kept.count - 1].length =
            max(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
        } else {
          kept.append(unit)
        }
      }
      units[r] = kept
    }
    return units
  }

  /// Which modules every counter must hold, by run and unit.
  private func dealModules(_ units: [[LayoutGrammar.Unit]]) -> [[[String]]] {
    var dealt = units.map { $0.map { _ in [String]() } }
    var counters: [(run: Int, unit: Int)] = []
    var besideSink: [(run: Int, unit: Int)] = []
    for (r, list) in units.enumerated() {
      for (u, unit) in list.enumerated() where unit.kind == .counter {
        counters.append((r, u))
        if (u > 0 && list[u - 1].kind == .sink)
          || (u + 1 < list.count && list[u + 1].kind == .sink)
        {
          besideSink.append((r, u))
        }
      }
    }
    // a dishwasher stands beside the sink
    var random = stream.stream("dishwasher")
    if random.uniform() < grammar.base.dishwasher, !besideSink.isEmpty {
      let place = besideSink[random.integer(in: 0...besideSink.count - 1)]
      dealt[place.run][place.unit].append("dishwasher")
    }
    // drawers and double cabinets go round the counters, so that none gets all of them
    for (model, counts) in [
      ("drawer_stack", grammar.base.drawerStacks), ("double_cabinet", grammar.base.doubleCabinets),
    ] {
      var random = stream.stream("deal/\(model)")
      let order = random.shuffled(counters)
      for index in 0..<random.integer(in: counts) where !order.isEmpty {
        let place = order[index % order.count]
        dealt[place.run][place.unit].append(model)
      }
    }
    return dealt
  }

  /// The run with widths and places.
  private func layOut(
    _ run: LayoutGrammar.Run, units: [LayoutGrammar.Unit], modules: [[String]], endsInCorner: Bool,
    index: Int
  ) -> RunPlan {
    var placed: [RunPlan.Unit] = []
    // beside a wall, the first doors need a little room to open
    var s = run.beginsAtCorner ? 0 : KitchenMeasures.sideGap
    for (u, unit) in units.enumerated() {
      var random = stream.stream("unit/\(run.name)", u)
      guard unit.kind == .counter else {
        let size = unitSize(unit.kind, &random)
        // a fridge and a stove want some air at both sides
        let gap = unit.kind == .fridge ? 0.02 : 0.002
        placed.append(
          RunPlan.Unit(
            kind: unit.kind, start: s + gap, end: s + gap + size.x, size: size, modules: [],
            slab: s...s))
        s += size.x + 2 * gap
        continue
      }
      // a counter: what it must hold, then what fills it
      let corner = u == 0 && run.beginsAtCorner
      var list = fill(unit.counterLength, modules[u], corner: corner, &random)
      list = arrange(
        list, sinkBefore: u > 0 && units[u - 1].kind == .sink,
        sinkAfter: u + 1 < units.count && units[u + 1].kind == .sink, &random)
      let start = s
      for i in list.indices {
        list[i].start = s
        s += list[i].width
      }
      var slabEnd = s
      if endsInCorner && u == units.count - 1 {
        list.append(
          RunPlan.Module(model: "filler", width: KitchenMeasures.cornerFiller, start: s))
        slabEnd = s + KitchenMeasures.cornerFiller + KitchenMeasures.baseDepth
        slabEnd -= KitchenMeasures.counterDepth
      }
      placed.append(
        RunPlan.Unit(
          kind: .counter, start: start, end: s, size: .zero, modules: list, slab: start...slabEnd))
    }
    let tail = endsInCorner ? KitchenMeasures.cornerFiller + KitchenMeasures.baseDepth : 0
    return RunPlan(run: run, units: placed, length: s + tail, endsInCorner: endsInCorner)
  }

  /// The size of a unit that is no counter.
  private func unitSize(_ kind: LayoutGrammar.UnitKind, _ random: inout RandomStream) -> Vector3 {
    switch kind {
    case .ovenTower:
      // the oven with the sides of its housing
      let oven = sizes.draw("oven", &random)
      return Vector3(oven.x + 0.05, oven.y, oven.z)
    case .cooktop:
      let top = sizes.draw("cooktop", &random)
      return Vector3(top.x + 0.06, top.y, top.z)
    default: return sizes.draw(kind.rawValue, &random)
    }
  }

  /// Modules until a drawn length is reached as nearly as widths allow.
  private func fill(
    _ range: ClosedRange<Double>, _ models: [String], corner: Bool, _ random: inout RandomStream
  ) -> [RunPlan.Module] {
    let target = random.uniform(range.lowerBound, range.upperBound)
    var list: [RunPlan.Module] = []
    var length = 0.0
    for model in models {
      let width =
        switch model {
        case "dishwasher": (sizes.draw(model, &random).x * 100).rounded() / 100
        case "double_cabinet": random.pick(sizes.doubleWidths)
        default: random.pick(sizes.singleWidths)
        }
      list.append(RunPlan.Module(model: model, width: width))
      length += width
    }
    if corner {
      // a blind cabinet: behind the other run, a filler, and the part that can be seen
      let seen = KitchenMeasures.cornerFiller + 0.3 + 0.05 * Double(random.integer(in: 0...3))
      list.insert(
        RunPlan.Module(model: "corner_cabinet", width: KitchenMeasures.counterDepth + seen), at: 0)
      length += seen
    }
    let narrow = sizes.singleWidths.min() ?? 0.4
    while target - length > narrow / 2 || (list.isEmpty) {
      // the widest that still fits well, or any that does
      let fitting = sizes.singleWidths.filter { $0 <= target - length + 0.1 }
      let width = fitting.isEmpty ? narrow : random.pick(fitting)
      list.append(RunPlan.Module(model: "single_cabinet", width: width))
      length += width
    }
    return list
  }

  /// The modules in a drawn order: a corner cabinet first, a dishwasher beside the sink.
  private func arrange(
    _ modules: [RunPlan.Module], sinkBefore: Bool, sinkAfter: Bool, _ random: inout RandomStream
  ) -> [RunPlan.Module] {
    let corner = modules.filter { $0.model == "corner_cabinet" }
    let dishwasher = modules.filter { $0.model == "dishwasher" }
    let rest = random.shuffled(
      modules.filter { $0.model != "corner_cabinet" && $0.model != "dishwasher" })
    if dishwasher.isEmpty { return corner + rest }
    return sinkBefore && !sinkAfter
      ? corner + dishwasher + rest : corner + rest + dishwasher
  }
}

extension RandomStream {
  /// One of a list's elements.
  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[integer(in: 0...list.count - 1)]
  }

  /// The list in a drawn order (Fisher and Yates).
  mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
    var list = list
    var last = list.count - 1
    while last > 0 {
      list.swapAt(last, integer(in: 0...last))
      last -= 1
    }
    return list
  }
}
