/// How often which rejection came, in the order in which they first came.
struct RejectionTally: CustomStringConvertible {
  private var entries: [(rejection: KitchenRejection, times: Int)] = []

  mutating func add(_ rejection: KitchenRejection) {
    let known = entries.firstIndex {
      $0.rejection.kind == rejection.kind && $0.rejection.subject == rejection.subject
        && $0.rejection.blockers == rejection.blockers
    }
    if let known { entries[known].times += 1 } else { entries.append((rejection, 1)) }
  }

  var description: String {
    entries.map {
      "\($0.rejection.kind) \($0.rejection.subject) x\($0.times) (\($0.rejection.detail))"
    }
    .joined(separator: "; ")
  }

  /// The name among `movable` that was in the way most often; nil when none was.
  func worstBlocker(among movable: [String]) -> String? {
    var counts = movable.map { (name: $0, times: 0) }
    for (rejection, times) in entries {
      for name in rejection.blockers {
        if let index = counts.firstIndex(where: { $0.name == name }) {
          counts[index].times += times
        }
      }
    }
    let most = counts.map(\.times).max() ?? 0
    return most > 0 ? counts.first { $0.times == most }?.name : nil
  }
}
