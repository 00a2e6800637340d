import Catalog
import Testing

@Suite struct WilsonIntervalTests {
  /// Values of R's `prop.test(..., correct = FALSE)`.
  @Test(arguments: [
    (1, 10, 0.017876213095072897, 0.4041500267952385),
    (5, 10, 0.23659309051256394, 0.7634069094874361),
    (81, 263, 0.2552654848181, 0.3662071551281),
    (0, 10, 0, 0.2775327998628892), (10, 10, 0.7224672001371108, 1),
  ])
  func matchesKnownValues(successes: Int, trials: Int, low: Double, high: Double) throws {
    let bounds = try #require(WilsonInterval.bounds(successes: successes, trials: trials))
    #expect(abs(bounds.low - low) < 1e-4)
    #expect(abs(bounds.high - high) < 1e-4)
  }

  @Test func saysNothingOfNoTrials() {
    #expect(WilsonInterval.bounds(successes: 0, trials: 0) == nil)
  }

  @Test func `trials that are alike widen the interval`() throws {
    // ten scenes of ten: in each all or nothing, against the same rate everywhere
    let alike = (0..<10).map { (successes: $0 < 9 ? 10 : 0, trials: 10) }
    let mixed = (0..<10).map { _ in (successes: 9, trials: 10) }
    let wide = try #require(WilsonInterval.bounds(groups: alike))
    let narrow = try #require(WilsonInterval.bounds(groups: mixed))
    let plain = try #require(WilsonInterval.bounds(successes: 90, trials: 100))
    #expect(narrow == plain)
    // worth ten trials or fewer
    let ten = try #require(WilsonInterval.bounds(successes: 9, trials: 10))
    #expect(wide.low <= ten.low + 0.02 && wide.low < plain.low - 0.1)
    #expect(WilsonInterval.bounds(groups: []) == nil)
  }
}
