import Geometry

/// Divides episodes into training, validation and test by hashes of what they must not share.
///
/// Episodes that share an identity, directly or through others, are one group, and a group is on one
/// side: nothing leaks. Where a group goes follows from a hash of its first identity, by the alphabet,
/// so that it goes there in other datasets too, and stays there when a dataset grows, unless new episodes
/// join it with another. Shares are met about, as chance has it.
public struct LeakFreeSplit: Sendable, Hashable {
  /// Shares of the episodes, together less than 1.
  public var valid: Double
  public var test: Double

  /// Why episodes cannot be divided.
  public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    public var reason: String
    public var description: String { reason }
  }

  public init(valid: Double = 0.1, test: Double = 0) {
    self.valid = valid
    self.test = test
  }

  /// The side of each episode, by the identities of each.
  ///
  /// Each side that is asked for gets a group at least: where the hashes leave one empty, as they do in
  /// small datasets, one group stands in, which goes back to its own side when the dataset has grown. An
  /// episode without any identity is a group.
  ///
  /// - Throws: `Problem` for shares out of range, and where there are fewer groups than sides.
  public func assign(_ identities: [[String]]) throws(Problem) -> [DatasetSide] {
    guard valid >= 0, test >= 0, valid + test < 1 else {
      throw Problem(reason: "shares for validation and test must be at least 0, together below 1")
    }
    let groups = Self.groups(identities)
    let wanted = [(DatasetSide.test, test), (DatasetSide.valid, valid)].filter { $0.1 > 0 }.map(\.0)
    guard groups.count > wanted.count else {
      throw Problem(
        reason: "\(groups.count) groups of episodes that share nothing are too few for "
          + "\(wanted.count + 1) sides")
    }
    // by a number within [0, 1) of each group
    var sides = groups.map {
      $0.hash < test ? DatasetSide.test : $0.hash < test + valid ? .valid : .train
    }
    let ranked = groups.indices.sorted { (groups[$0].hash, $0) < (groups[$1].hash, $1) }
    func count(_ side: DatasetSide) -> Int { sides.count { $0 == side } }

    // a side that chance left empty takes the lowest, or for training the highest, of the largest side
    for side in wanted + [.train] where count(side) == 0 {
      let largest = DatasetSide.allCases.max { count($0) < count($1) } ?? .train
      let from = side == .train ? Array(ranked.reversed()) : ranked
      if let group = from.first(where: { sides[$0] == largest }) { sides[group] = side }
    }
    var result = [DatasetSide](repeating: .train, count: identities.count)
    for (group, side) in zip(groups, sides) {
      for member in group.members { result[member] = side }
    }
    return result
  }

  /// Episodes that hang together, in the order of their first, with what their side follows from.
  private static func groups(_ identities: [[String]]) -> [(hash: Double, members: [Int])] {
    // union-find (Tarjan 1975), with the earlier episode as root
    var parents = Array(identities.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    var owners: [String: Int] = [:]
    for (index, names) in identities.enumerated() {
      for name in names {
        guard let owner = owners[name] else {
          owners[name] = index
          continue
        }
        let (a, b) = (root(owner), root(index))
        parents[max(a, b)] = min(a, b)
      }
    }
    var members: [Int: [Int]] = [:]
    for index in identities.indices { members[root(index), default: []].append(index) }
    return identities.indices.compactMap { index in
      guard let found = members[index] else { return nil }
      let name = found.compactMap { identities[$0].min() }.min() ?? "episode/\(index)"
      var stream = RandomStream(seed: 0).stream("split").stream(name)
      return (stream.uniform(), found)
    }
  }
}
