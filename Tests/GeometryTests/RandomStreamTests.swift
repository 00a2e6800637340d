import Geometry
import Testing

/// Streams are fixed for ever, independent of each other, and uniform.
@Suite struct RandomStreamTests {
  @Test func `the numbers of a seed never change`() {
    // golden: a change here makes every recorded recipe irreproducible
    var root = RandomStream(seed: 1)
    var child = RandomStream(seed: 1).stream("scene", 3).stream("motion", 7)
    #expect([root.next(), root.next()] == Golden.root)
    #expect([child.next(), child.next()] == Golden.child)
    var reals = RandomStream(seed: 42).stream("reals")
    #expect([reals.uniform(), reals.uniform(-1, 1), reals.normal()] == Golden.reals)
  }

  @Test func `drawing from a stream shifts no other`() {
    let fresh = RandomStream(seed: 5)
    var used = fresh
    for _ in 0..<100 { _ = used.next() }
    var a = fresh.stream("noise", 2)
    var b = used.stream("noise", 2)
    #expect((0..<10).allSatisfy { _ in a.next() == b.next() })
  }

  @Test func `seeds, names, indices and nesting all give streams of their own`() {
    var keys: Set<UInt64> = []
    var count = 0
    for seed in 0..<20 as Range<UInt64> {
      let root = RandomStream(seed: seed)
      keys.insert(root.key)
      count += 1
      for name in ["", "a", "b", "ab", "ba", "a/b"] {
        for index in -5..<20 {
          keys.insert(root.stream(name, index).key)
          keys.insert(root.stream(name).stream("a", index + 1000).key)
          count += 2
        }
      }
    }
    #expect(keys.count == count)
  }

  @Test func `streams of neighbouring indices are not correlated`() {
    let root = RandomStream(seed: 9)
    var first = root.stream("x", 0)
    var second = root.stream("x", 1)
    let count = 100_000
    let sum = (0..<count).reduce(0.0) { total, _ in
      total + (first.uniform() - 0.5) * (second.uniform() - 0.5)
    }
    // the standard deviation of the mean product is 1/12 / sqrt(n)
    #expect((sum / Double(count)).magnitude < 4 / 12 / Double(count).squareRoot())
  }

  @Test func `uniform numbers fill their range evenly`() {
    var random = RandomStream(seed: 10)
    let count = 100_000
    var bins = [Int](repeating: 0, count: 20)
    var sum = 0.0
    for _ in 0..<count {
      let value = random.uniform(-2, 6)
      guard value >= -2, value < 6 else {
        Issue.record("\(value) is out of range")
        return
      }
      bins[Int((value + 2) / 8 * 20)] += 1
      sum += value
    }
    #expect(
      (sum / Double(count) - 2).magnitude < 4 * 8 / 12.0.squareRoot() / Double(count).squareRoot())
    #expect(chiSquare(bins) < 50)  // 19 degrees of freedom: 1e-4 lies at 50.8
  }

  @Test func `normal numbers have the moments of the normal distribution`() {
    var random = RandomStream(seed: 11)
    let values = (0..<100_000).map { _ in random.normal() }
    func moment(_ power: Int) -> Double {
      let powers = values.map { value in (0..<power).reduce(1) { product, _ in product * value } }
      return powers.reduce(0, +) / Double(values.count)
    }
    #expect(moment(1).magnitude < 0.013)
    #expect((moment(2) - 1).magnitude < 0.018)
    #expect(moment(3).magnitude < 0.05)
    #expect((moment(4) - 3).magnitude < 0.13)
    // tails: 4.55 % lie beyond two standard deviations
    let beyond = Double(values.count { $0.magnitude > 2 }) / Double(values.count)
    #expect((beyond - 0.0455).magnitude < 0.003)
  }

  @Test func `whole numbers hit every value of a closed range evenly`() {
    var random = RandomStream(seed: 12)
    var bins = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { bins[random.integer(in: -3...3) + 3] += 1 }
    #expect(chiSquare(bins) < 28)  // 6 degrees of freedom: 1e-4 lies at 27.9
    #expect((0..<10).allSatisfy { _ in random.integer(in: 5...5) == 5 })
  }

  @Test func `whole numbers have no bias where the range does not divide the bits`() {
    // a plain remainder would put 3/8, 3/8 and 2/8 of the draws into these thirds
    var random = RandomStream(seed: 13)
    let third = 1 << 61
    var bins = [0, 0, 0]
    for _ in 0..<30_000 { bins[random.integer(in: 0...(3 * third - 1)) / third] += 1 }
    #expect(chiSquare(bins) < 18.4)  // 2 degrees of freedom: 1e-4
  }

  /// Pearson's statistic against equal shares.
  private func chiSquare(_ bins: [Int]) -> Double {
    let expected = Double(bins.reduce(0, +)) / Double(bins.count)
    return bins.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  /// What the streams gave when the first episodes were recorded.
  private enum Golden {
    static let root: [UInt64] = [0xB5C8_0DD1_BF0D_B5F9, 0x8D5E_CFE2_62A8_14A5]
    static let child: [UInt64] = [0x73BE_CC65_0053_E57C, 0xCBD6_04C8_7B1A_97A5]
    static let reals: [Double] = [
      0.535_785_330_965_242_6, 0.023_905_795_759_734_616, -0.576_830_232_247_325_7,
    ]
  }
}
