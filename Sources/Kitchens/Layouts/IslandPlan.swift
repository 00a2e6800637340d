import Geometry

/// An island with everything decided but its place, metres.
struct IslandPlan {
  var modules: [RunPlan.Module]
  /// Of the slab.
  var length: Double
  var depth: Double
  var aisle: Double
  var stools: Int

  /// Draws cabinets for an island: one drawer stack, a double cabinet if it fits, and single ones.
  init(_ island: LayoutGrammar.Island, sizes: FixtureSizes, stream: RandomStream) {
    var random = stream
    let target = random.uniform(island.length.lowerBound, island.length.upperBound)
    depth =
      ((KitchenMeasures.counterDepth
      + random.uniform(island.overhang.lowerBound, island.overhang.upperBound)) * 100).rounded()
      / 100
    aisle = random.uniform(island.aisle.lowerBound, island.aisle.upperBound)
    var list = [RunPlan.Module(model: "drawer_stack", width: random.pick(sizes.singleWidths))]
    var sum = list[0].width
    if target - sum > 0.9 && random.uniform() < 0.6 {
      list.append(RunPlan.Module(model: "double_cabinet", width: random.pick(sizes.doubleWidths)))
      sum += list[1].width
    }
    while target - sum > 0.35 {
      let width = random.pick(sizes.singleWidths)
      list.append(RunPlan.Module(model: "single_cabinet", width: width))
      sum += width
    }
    modules = random.shuffled(list)
    var s = 0.03
    for i in modules.indices {
      modules[i].start = s
      s += modules[i].width
    }
    length = s + 0.03
    let seats = depth > KitchenMeasures.counterDepth + 0.2 ? Int((length / 0.6).rounded(.down)) : 0
    stools = min(seats, random.integer(in: island.stools))
  }
}
