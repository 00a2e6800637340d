/// Why a place was no good for an object.
public enum PlacementRejection: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no such region, or it is not level.
  case noRegion
  /// The object is larger than the region, or than what the options leave of it.
  case tooLarge
  /// Too near to, or too far from, what it must be beside.
  case outside
  /// Something else is there.
  case overlaps(String)
  /// There is no room for the hand at it, because of something.
  case handBlocked(String)
  /// The arm does not get there.
  case unreachable

  /// The word for it in reports.
  public var word: String {
    switch self {
    case .noRegion: "no_region"
    case .tooLarge: "too_large"
    case .outside: "outside"
    case .overlaps: "overlaps"
    case .handBlocked: "hand_blocked"
    case .unreachable: "unreachable"
    }
  }

  /// What is in the way.
  public var name: String? {
    switch self {
    case .overlaps(let name), .handBlocked(let name): name
    default: nil
    }
  }

  public var description: String { name.map { "\(word) \($0)" } ?? word }
}

/// Rejections, counted, in the order in which they first came up.
public struct PlacementCounts: Sendable, Hashable {
  public struct Count: Sendable, Hashable {
    public var rejection: PlacementRejection
    public var times: Int

    public init(rejection: PlacementRejection, times: Int) {
      self.rejection = rejection
      self.times = times
    }
  }

  public private(set) var counts: [Count] = []

  public init() {}

  /// Counts one more.
  public mutating func add(_ rejection: PlacementRejection) {
    if let index = counts.firstIndex(where: { $0.rejection == rejection }) {
      counts[index].times += 1
    } else {
      counts.append(Count(rejection: rejection, times: 1))
    }
  }

  /// How often, of one kind whatever the name.
  public func times(_ word: String) -> Int {
    counts.filter { $0.rejection.word == word }.reduce(0) { $0 + $1.times }
  }
}

/// An object found no place: where it was to stand, and what was wrong with each try.
public struct PlacementFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public var object: String
  /// The regions that it might have stood in.
  public var regions: [String]
  public var tries: Int
  public var counts: PlacementCounts

  public init(object: String, regions: [String], tries: Int, counts: PlacementCounts) {
    self.object = object
    self.regions = regions
    self.tries = tries
    self.counts = counts
  }

  /// For instance `mug finds no place on counter_1/top in 200 tries: overlaps kettle 120, outside 80`.
  public var description: String {
    let places = regions.isEmpty ? "anything" : regions.joined(separator: ", ")
    let reasons = counts.counts.enumerated()
      .sorted { ($0.element.times, $1.offset) > ($1.element.times, $0.offset) }
      .map { "\($0.element.rejection) \($0.element.times)" }.joined(separator: ", ")
    return "\(object) finds no place on \(places) in \(tries) tries: \(reasons)"
  }
}
