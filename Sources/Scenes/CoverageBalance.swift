import Geometry

/// How evenly successes are spread over a job's source demonstrations.
public struct CoverageBalance: Sendable, Hashable, Codable {
  /// The number of equally used sources with the same entropy; 0 without a success.
  public var effectiveSources: Double
  /// The largest share over the fair one, which is one over the number of sources; 0 without a
  /// success.
  public var largestOverFair: Double

  enum CodingKeys: String, CodingKey {
    case effectiveSources = "effective_sources"
    case largestOverFair = "largest_over_fair"
  }

  /// The balance of the successes of each source; a negative count is taken for none.
  public init(successes: [Int]) {
    effectiveSources = Self.effectiveSources(successes: successes)
    let total = successes.reduce(0) { $0 + max(0, $1) }
    let largest = Double(successes.max() ?? 0) / Double(max(1, total))
    largestOverFair = max(0, largest * Double(successes.count))
  }

  /// The exponential of the Shannon entropy of the sources' shares (Hill number of order 1).
  public static func effectiveSources(successes: [Int]) -> Double {
    let total = successes.reduce(0) { $0 + max(0, $1) }
    guard total > 0 else { return 0 }
    var entropy = 0.0
    for count in successes where count > 0 {
      let share = Double(count) / Double(total)
      entropy -= share * Trigonometry.log(share)
    }
    return Trigonometry.exp(entropy)
  }
}
