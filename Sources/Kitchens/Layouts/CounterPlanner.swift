import Geometry

/// Finds places on the counters, so that free counter is left beside what hands work at.
struct CounterPlanner {
  let grammar: LayoutGrammar
  let sizes: FixtureSizes
  let stream: RandomStream
  let runs: [RunPlan]

  /// A stretch that needs free counter at its left or its right.
  private struct Need {
    var run: Int
    var stretch: ClosedRange<Double>
  }

  func plan() throws(LayoutProblem) -> CounterPlan {
    var plan = CounterPlan()
    var needs: [Need] = []
    for (index, run) in runs.enumerated() {
      for unit in run.units {
        switch unit.kind {
        case .counter where !run.run.isPeninsula:
          // not in the corners, where the other run keeps hands away
          var range = unit.slab
          if unit.modules.first?.model == "corner_cabinet" {
            range = range.lowerBound + KitchenMeasures.counterDepth...range.upperBound
          }
          plan.slabs.append(CounterPlan.Slab(run: index, range: range))
        case .sink, .stove: needs.append(Need(run: index, stretch: unit.start...unit.end))
        default: break
        }
      }
    }

    // which appliances there are; those that tasks need come first
    var choice = stream.stream("appliances")
    var models = grammar.appliances.required
    let optional = choice.shuffled(grammar.appliances.optional)
    models += optional.prefix(choice.integer(in: grammar.appliances.count))
    for (order, model) in models.enumerated() {
      var random = stream.stream("appliance/\(model)")
      let size = sizes.draw(model, &random)
      if model == "microwave", random.uniform() < grammar.upper.microwaveHousing,
        hang(size, in: &plan, needs: &needs, &random)
      {
        continue
      }
      let placed = place(model, size, in: &plan, needs: &needs, &random)
      if !placed && order < grammar.appliances.required.count { throw .noPlace(model) }
    }
    return plan
  }

  /// Puts an appliance on a counter, or finds no place for it.
  private func place(
    _ model: String, _ size: Vector3, in plan: inout CounterPlan, needs: inout [Need],
    _ random: inout RandomStream
  ) -> Bool {
    let worked = model == "microwave" || model == "coffee_machine"
    // near the edge where hands work at it, at the wall otherwise
    let most = KitchenMeasures.counterDepth - KitchenMeasures.backsplash - 0.008 - size.y
    guard most >= 0 else { return false }
    let near = worked ? min(most, random.uniform(0.15, 0.25)) : most
    let gap = KitchenMeasures.counterDepth - size.y - near
    for index in random.shuffled(Array(plan.slabs.indices)) {
      let slab = plan.slabs[index]
      let low = slab.range.lowerBound + 0.05
      let high = slab.range.upperBound - size.x - 0.05
      guard low <= high else { continue }
      // at an end, and a few places between
      var starts = random.shuffled([low, high])
      for _ in 0..<3 { starts.append(random.uniform(low, high)) }
      for start in starts {
        let stretch = start...start + size.x
        let isTaken = slab.taken.contains {
          $0.lowerBound < stretch.upperBound + 0.04 && $0.upperBound > stretch.lowerBound - 0.04
        }
        if isTaken { continue }
        var next = plan
        next.slabs[index].taken.append(stretch)
        let wanted = needs + (worked ? [Need(run: slab.run, stretch: stretch)] : [])
        guard meets(wanted, next), hasHinges(next) else { continue }
        next.appliances.append(
          CounterPlan.Appliance(
            run: slab.run, model: model, start: start, size: size, gap: gap))
        plan = next
        needs = wanted
        return true
      }
    }
    return false
  }

  /// Hangs a microwave above a counter, in place of the lower part of an upper cabinet.
  private func hang(
    _ size: Vector3, in plan: inout CounterPlan, needs: inout [Need],
    _ random: inout RandomStream
  ) -> Bool {
    // modules wide enough, but not beside a corner or a deeper unit
    var places: [(run: Int, module: RunPlan.Module)] = []
    for (index, run) in runs.enumerated() where !run.run.isPeninsula {
      for (place, unit) in run.units.enumerated() where unit.kind == .counter {
        let tallBefore = place > 0 && run.units[place - 1].kind.isTall
        let tallAfter = place + 1 < run.units.count && run.units[place + 1].kind.isTall
        let last = unit.modules.last?.model == "filler" ? unit.modules.count - 2 : -1
        for (position, module) in unit.modules.enumerated()
        where position != last && !(tallBefore && position == 0)
          && !(tallAfter && position == unit.modules.count - 1) && module.width >= size.x + 0.05
          && module.width < 0.95
          && module.model != "corner_cabinet" && module.model != "filler"
        {
          places.append((index, module))
        }
      }
    }
    for place in random.shuffled(places) {
      let stretch = place.module.start...place.module.end
      guard
        let index = plan.slabs.firstIndex(where: {
          $0.run == place.run && $0.range.lowerBound <= stretch.lowerBound + 1e-6
            && $0.range.upperBound >= stretch.upperBound - 1e-6
        })
      else { continue }
      var next = plan
      next.slabs[index].taken.append(stretch)
      let wanted = needs + [Need(run: place.run, stretch: stretch)]
      guard meets(wanted, next), hasHinges(next) else { continue }
      next.housing = CounterPlan.Housing(
        run: place.run, module: place.module.start,
        bottom: max(
          1.02 + 0.02 * Double(random.integer(in: 0...7)),
          KitchenMeasures.upperBottom - size.z - KitchenMeasures.housingFloor - 0.04),
        depth: size.y + 0.02, size: size)
      plan = next
      needs = wanted
      return true
    }
    return false
  }

  /// Whether every need has enough free counter at a side.
  private func meets(_ needs: [Need], _ plan: CounterPlan) -> Bool {
    let length = KitchenMeasures.freeCounter + 0.005
    return needs.allSatisfy { need in
      plan.slabs.contains { slab in
        slab.run == need.run
          && (slab.free(from: need.stretch.upperBound, toRight: true) >= length
            || slab.free(from: need.stretch.lowerBound, toRight: false) >= length)
      }
    }
  }

  /// Whether two hanging single cabinets can still be above free counter.
  private func hasHinges(_ plan: CounterPlan) -> Bool {
    var count = 0
    for (index, run) in runs.enumerated() where !run.run.isPeninsula {
      for unit in run.units where unit.kind == .counter {
        // the last one before a corner becomes wider
        let hanging =
          unit.modules.last?.model == "filler" ? unit.modules.dropLast(2) : unit.modules[...]
        for module in hanging
        where module.width < 0.65
          && plan.isFree(run: index, module.start...module.end, length: 0.4)
        {
          count += 1
        }
      }
    }
    return count >= 2
  }
}
