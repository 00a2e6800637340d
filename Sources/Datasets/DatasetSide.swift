/// What the episodes of a dataset are for; in this order where a format wants them in one.
public enum DatasetSide: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case train, valid, test

  /// The place in the order.
  var rank: Int {
    switch self {
    case .train: 0
    case .valid: 1
    case .test: 2
    }
  }

  public static func < (a: DatasetSide, b: DatasetSide) -> Bool { a.rank < b.rank }

  /// The numbers of all episodes by the side of each: side after side, each in its order.
  public static func order(_ sides: [DatasetSide]) -> [Int] {
    allCases.flatMap { side in sides.indices.filter { sides[$0] == side } }
  }
}
