import Episodes
import Kitchens
import Scenes

extension KitchenScenes {
  /// Which layouts, styles and categories of objects a job's scenes cover; nothing is simulated.
  ///
  /// A scene that had to be drawn again counts as it was drawn first. A category is in reach when some
  /// instance of it is small enough for its role.
  func coverage(outcomes: [(scene: Int, succeeded: Bool)]) -> ResetCoverage {
    var attempted: Set<KitchenAspect> = []
    var succeeded: Set<KitchenAspect> = []
    for outcome in outcomes {
      guard let spec = try? spec(outcome.scene) else { continue }
      let aspects = draw.aspects(of: spec)
      attempted.formUnion(aspects)
      if outcome.succeeded { succeeded.formUnion(aspects) }
    }
    let split = draw.split(distribution: distribution, options: options)
    let all = draw.possibilities(distribution: distribution, options: options)
    return ResetCoverage(
      objects: all.map { aspect, values in
        let cells = Set(values.map { KitchenAspect(name: aspect, value: $0) })
        return ResetCoverage.Object(
          name: aspect,
          counts: .init(
            cells: cells.count,
            reachable: cells.count {
              attempted.contains($0) || draw.isPossible($0, split: split)
            },
            attempted: cells.intersection(attempted).count,
            succeeded: cells.intersection(succeeded).count))
      })
  }
}
