import Geometry

/// Chooses among episodes: the better ones, no near-duplicates, and evenly.
///
/// The same candidates give the same choice. Conditions are applied in this order: the share to keep,
/// near-duplicates, cap.
public struct EpisodeSelection: Sendable, Hashable {
  /// By what episodes are balanced.
  public enum Axis: String, Sendable, Hashable, Codable, CaseIterable {
    case task
    /// The demonstrations that an episode was planned from, all together.
    case source
    case cell
  }

  /// The episodes chosen, and what became of the others.
  public struct Choice: Sendable, Hashable {
    /// Places among the candidates, ascending.
    public var indices: [Int]
    /// How many went for each reason, in the order in which reasons apply: `keep`, `near_duplicates`,
    /// `cap`.
    public var dropped: [Drop]
  }

  /// How many episodes went for a reason.
  public struct Drop: Sendable, Hashable {
    public var reason: String
    public var count: Int
  }

  /// Why nothing can be chosen, by the field at fault.
  public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    public var field: String
    public var reason: String
    public var description: String { "\(field) \(reason)" }
  }

  /// What the best are told by; each counts as much as the others.
  public var rankBy: [QualityMeasure] = []
  /// The share of episodes, best first, that stays; within (0, 1].
  public var keep = 1.0
  /// Metres within which episodes are near-duplicates; nil for all to stay.
  public var nearDuplicates: Double?
  /// By what the cap is shared evenly, outermost first.
  public var balance: [Axis] = []
  /// The most episodes; nil for all.
  public var cap: Int?

  public init() {}

  /// The choice among candidates; `descriptors`, one a candidate, are asked for only where near-duplicates
  /// are.
  ///
  /// - Throws: `Problem` where a value is out of range or nothing is left, naming what took the last.
  public func choose(
    _ candidates: [SelectionCandidate], descriptors: () -> [TrajectoryDescriptor] = { [] }
  ) throws(Problem) -> Choice {
    try check()
    guard !candidates.isEmpty else {
      throw Problem(field: "", reason: "there are no episodes to choose from")
    }
    var dropped: [Drop] = []
    var left = Array(candidates.indices)

    /// Takes those out that a reason speaks against.
    func drop(_ reason: String, _ isOut: (Int) -> Bool) throws(Problem) {
      let stay = left.filter { !isOut($0) }
      guard stay.count < left.count else { return }
      dropped.append(Drop(reason: reason, count: left.count - stay.count))
      left = stay
      guard stay.isEmpty else { return }
      throw Problem(field: reason, reason: "leaves none of \(candidates.count) episodes")
    }

    // of near-duplicates, and of what the cap leaves out, the better stays
    let order = ranked(left, candidates)
    if keep < 1 {
      let count = Int((keep * Double(left.count)).rounded(.up))
      let best = Set(order.prefix(count))
      try drop("keep") { !best.contains($0) }
    }
    if let nearDuplicates {
      let all = descriptors()
      let found = NearDuplicates.find(
        left.map { all[$0] }, within: nearDuplicates,
        order: order.filter(Set(left).contains).map { left.firstPlace(of: $0) })
      let twins = Set(zip(left, found).filter { $0.1 != nil }.map(\.0))
      try drop("near_duplicates") { twins.contains($0) }
    }
    if let cap, cap < left.count {
      let isLeft = Set(left)
      let chosen = Set(
        share(cap, among: order.filter(isLeft.contains), by: balance[...], candidates))
      try drop("cap") { !chosen.contains($0) }
    }
    return Choice(indices: left, dropped: dropped)
  }

  private func check() throws(Problem) {
    guard keep > 0, keep <= 1 else {
      throw Problem(field: "keep", reason: "must be above 0 and at most 1")
    }
    guard keep == 1 || !rankBy.isEmpty else {
      throw Problem(field: "rank_by", reason: "must say what the best are told by")
    }
    if let cap, cap < 1 { throw Problem(field: "cap", reason: "must be at least 1") }
    if let nearDuplicates, !(nearDuplicates > 0) {
      throw Problem(field: "near_duplicates", reason: "must be above 0")
    }
    if let axis = balance.first(where: { axis in balance.count { $0 == axis } > 1 }) {
      throw Problem(field: "balance", reason: "names \(axis.rawValue) twice")
    }
    if !balance.isEmpty && cap == nil {
      throw Problem(field: "balance", reason: "needs a cap to share")
    }
  }

  /// Best first where a rank is asked for; otherwise in an order that hashes of the ids say.
  private func ranked(_ left: [Int], _ candidates: [SelectionCandidate]) -> [Int] {
    let keys = left.map { RandomStream(seed: 0).stream("select/\(candidates[$0].id)").key }
    let shuffled = left.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { left[$0] }
    guard !rankBy.isEmpty else { return shuffled }
    return QualityRank.best(shuffled.map { candidates[$0].quality }, by: rankBy)
      .map { shuffled[$0] }
  }

  /// As many as a number says, the groups of the first axis as even as they can be, and so on within.
  private func share(
    _ count: Int, among order: [Int], by axes: ArraySlice<Axis>,
    _ candidates: [SelectionCandidate]
  ) -> [Int] {
    guard let axis = axes.first, count < order.count else { return Array(order.prefix(count)) }
    var names: [String] = []
    var groups: [String: [Int]] = [:]
    for index in order {
      let name = Self.name(candidates[index], axis)
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(index)
    }
    // the smallest groups first: what they do not need goes to the others
    names.sort { (groups[$0]?.count ?? 0, $0) < (groups[$1]?.count ?? 0, $1) }
    var chosen: [Int] = []
    var rest = count
    for (place, name) in names.enumerated() {
      let group = groups[name] ?? []
      let fair = min(group.count, rest / (names.count - place))
      chosen += share(fair, among: group, by: axes.dropFirst(), candidates)
      rest -= fair
    }
    return chosen
  }

  private static func name(_ candidate: SelectionCandidate, _ axis: Axis) -> String {
    switch axis {
    case .task: candidate.task
    case .source: candidate.demonstrations.sorted().joined(separator: "+")
    case .cell: candidate.cell ?? ""
    }
  }
}

extension [Int] {
  /// Where a number stands in an ascending list that holds it.
  fileprivate func firstPlace(of number: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
