import Scenes
import Testing

/// How evenly sources are used, against values by hand.
@Suite struct CoverageBalanceTests {
  private func near(_ value: Double, _ expected: Double) -> Bool {
    (value - expected).magnitude < 1e-12
  }

  @Test func `equal use counts every source`() {
    let balance = CoverageBalance(successes: [7, 7, 7, 7])
    #expect(near(balance.effectiveSources, 4))
    #expect(balance.largestOverFair == 1)
  }

  @Test func `one source that gives all counts once`() {
    let balance = CoverageBalance(successes: [0, 90, 0])
    #expect(near(balance.effectiveSources, 1))
    #expect(near(balance.largestOverFair, 3))
  }

  @Test func `unequal use by hand`() {
    // shares 1/2, 1/4, 1/4: entropy 1.5 log 2, so 2^1.5 sources; the largest has 1.5 times a third
    let balance = CoverageBalance(successes: [2, 1, 1])
    #expect(near(balance.effectiveSources, 8.0.squareRoot()))
    #expect(balance.largestOverFair == 1.5)
    // an unused source leaves the effective number alone and raises what would be fair
    let wider = CoverageBalance(successes: [2, 1, 1, 0])
    #expect(near(wider.effectiveSources, 8.0.squareRoot()))
    #expect(wider.largestOverFair == 2)
    #expect(CoverageBalance.effectiveSources(successes: [2, 1, 1]) == balance.effectiveSources)
  }

  @Test(arguments: [[], [0], [0, 0, 0], [-3]])
  func `no success is no source`(successes: [Int]) {
    let balance = CoverageBalance(successes: successes)
    #expect(balance.effectiveSources == 0)
    #expect(balance.largestOverFair == 0)
  }
}
