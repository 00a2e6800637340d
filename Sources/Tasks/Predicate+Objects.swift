extension Predicate {
  /// Indices of the objects that it speaks of.
  public var objects: Set<Int> {
    switch self {
    case .and(let a, let b), .or(let a, let b): a.objects.union(b.objects)
    case .not(let a): a.objects
    case .on(let a, let b), .touching(let a, let b), .facing(let a, let b, _): [a, b]
    case .contained(let inner, let outer, _, _): [inner, outer]
    case .inside(let point, let object, _, _):
      Set([object] + [point.object].compactMap { $0 })
    case .at(let a, let b, _), .aligned(let a, let b, _, _):
      Set([a.object, b.object].compactMap { $0 })
    case .away(let point, _): Set([point.object].compactMap { $0 })
    case .lifted(let object, _), .grasped(let object), .released(let object),
      .atRest(let object, _), .upright(let object, _), .open(let object, _, _),
      .closed(let object, _, _), .pressed(let object, _, _), .turnedOn(let object, _),
      .joint(let object, _), .state(let object, _):
      [object]
    }
  }
}
