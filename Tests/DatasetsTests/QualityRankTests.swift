import Datasets
import Testing

/// Ranks by measures.
@Suite struct QualityRankTests {
  private static func quality(_ values: [QualityMeasure: Double]) -> EpisodeQuality {
    var quality = EpisodeQuality()
    for (measure, value) in values { quality[measure] = value }
    return quality
  }

  @Test func theBestComeFirst() {
    let qualities = [3.0, 1, 2, 1].map { Self.quality([.meanJerk: $0]) }
    #expect(QualityRank.best(qualities, by: [.meanJerk]) == [1, 3, 2, 0])
    // more clearance is better
    let clear = [0.1, 0.3, 0.2].map { Self.quality([.minClearance: $0]) }
    #expect(QualityRank.best(clear, by: [.minClearance]) == [1, 2, 0])
    // two measures that disagree cancel out, and places decide
    let both = [(1.0, 2.0), (2.0, 1.0)].map {
      Self.quality([.meanJerk: $0.0, .idleShare: $0.1])
    }
    #expect(QualityRank.best(both, by: [.meanJerk, .idleShare]) == [0, 1])
  }
}
