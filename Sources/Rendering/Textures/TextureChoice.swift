import Scenes

/// Chooses textures that differ, out of many.
public enum TextureChoice {
  /// A candidate: what it looks like, and which of two kinds it is.
  public struct Candidate: Sendable {
    public var number: Int
    public var isTest: Bool
    public var descriptor: TextureDescriptor

    public init(number: Int, isTest: Bool, descriptor: TextureDescriptor) {
      self.number = number
      self.isTest = isTest
      self.descriptor = descriptor
    }
  }

  /// The first `train` candidates that are not for tests, and the first `test` that are, of which each is
  /// at least `distance` from all before it and from `taken`; nil when there are not as many.
  ///
  /// Unlike the farthest ones these are as common as they are among the candidates (dart throwing, Cook
  /// 1986).
  public static func spread(
    _ candidates: [Candidate], train: Int, test: Int, from taken: [TextureDescriptor],
    distance: Double
  ) -> [Candidate]? {
    var left = (train: train, test: test)
    var chosen: [Candidate] = []
    for candidate in candidates where (candidate.isTest ? left.test : left.train) > 0 {
      let isFar = { (other: TextureDescriptor) in
        other.distance(to: candidate.descriptor) >= distance
      }
      guard chosen.map(\.descriptor).allSatisfy(isFar), taken.allSatisfy(isFar) else { continue }
      chosen.append(candidate)
      if candidate.isTest { left.test -= 1 } else { left.train -= 1 }
    }
    return left == (0, 0) ? chosen : nil
  }

  /// `train` candidates that are not for tests and `test` ones that are, each the farthest from all that
  /// are chosen, `taken` among them (Gonzalez 1985); sorted by number, fewer when there are not as many.
  public static func farthest(
    _ candidates: [Candidate], train: Int, test: Int, from taken: [TextureDescriptor]
  ) -> [Candidate] {
    // how far each is from what is chosen already
    var nearest = candidates.map { candidate in
      taken.reduce(Double.infinity) { min($0, $1.distance(to: candidate.descriptor)) }
    }
    var left = (train: train, test: test)
    var chosen: [Int] = []
    while left.train > 0 || left.test > 0 {
      var best: Int?
      for i in candidates.indices where nearest[i] > 0 {
        guard (candidates[i].isTest ? left.test : left.train) > 0 else { continue }
        if best.map({ nearest[i] > nearest[$0] }) ?? true { best = i }
      }
      guard let best else { break }
      chosen.append(best)
      if candidates[best].isTest { left.test -= 1 } else { left.train -= 1 }
      for i in candidates.indices {
        nearest[i] = min(
          nearest[i], candidates[best].descriptor.distance(to: candidates[i].descriptor))
      }
    }
    return chosen.map { candidates[$0] }.sorted { $0.number < $1.number }
  }
}
