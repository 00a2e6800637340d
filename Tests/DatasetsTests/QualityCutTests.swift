import Datasets
import Foundation
import Testing

/// Cuts and ranks by measures.
@Suite struct QualityCutTests {
  private static func quality(_ values: [QualityMeasure: Double]) -> EpisodeQuality {
    var quality = EpisodeQuality()
    for (measure, value) in values { quality[measure] = value }
    return quality
  }

  @Test func boundsAreInclusiveAndForWhatApplies() {
    let cut = QualityCut(bounds: [.graspSlip: .init(max: 0.01), .minClearance: .init(min: 0.02)])
    #expect(cut.broken(by: Self.quality([.graspSlip: 0.01, .minClearance: 0.02])) == nil)
    #expect(cut.broken(by: Self.quality([.graspSlip: 0.011])) == .graspSlip)
    #expect(cut.broken(by: Self.quality([.minClearance: 0.01])) == .minClearance)
    #expect(cut.broken(by: EpisodeQuality()) == nil)
  }

  @Test func theBestComeFirst() {
    let qualities = [3.0, 1, 2, 1].map { Self.quality([.meanJerk: $0]) }
    #expect(QualityCut.ranked(qualities, by: [.meanJerk]) == [1, 3, 2, 0])
    // more clearance is better
    let clear = [0.1, 0.3, 0.2].map { Self.quality([.minClearance: $0]) }
    #expect(QualityCut.ranked(clear, by: [.minClearance]) == [1, 2, 0])
    // two measures that disagree cancel out, and places decide
    let both = [(1.0, 2.0), (2.0, 1.0)].map {
      Self.quality([.meanJerk: $0.0, .idleShare: $0.1])
    }
    #expect(QualityCut.ranked(both, by: [.meanJerk, .idleShare]) == [0, 1])
  }

  @Test func aShareOfTheBestStays() {
    var qualities = (0..<10).map { Self.quality([.meanJerk: Double(10 - $0)]) }
    #expect(QualityCut(rankBy: [.meanJerk], keep: 0.25).kept(qualities) == [7, 8, 9])
    qualities[9][.meanJerk] = 100
    let cut = QualityCut(bounds: [.meanJerk: .init(max: 50)], rankBy: [.meanJerk], keep: 0.5)
    #expect(cut.kept(qualities) == [4, 5, 6, 7, 8])
  }

  @Test func itIsReadFromJSON() throws {
    let text = #"{"bounds":{"grasp_slip_m":{"max":0.01}},"rank_by":["mean_jerk_m_s3"],"keep":0.8}"#
    let cut = try JSONDecoder().decode(QualityCut.self, from: Data(text.utf8))
    #expect(
      cut
        == QualityCut(bounds: [.graspSlip: .init(max: 0.01)], rankBy: [.meanJerk], keep: 0.8))
    let again = try JSONDecoder().decode(QualityCut.self, from: try JSONEncoder().encode(cut))
    #expect(again == cut)
    for bad in [
      #"{"bounds":{"slip":{"max":1}}}"#, #"{"keep":0}"#, #"{"best":1}"#, #"{"rank_by":["x"]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(QualityCut.self, from: Data(bad.utf8))
      }
    }
  }
}
