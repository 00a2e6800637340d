import Episodes
import Geometry
import Kitchens
import Testing

@Suite struct ObjectSplitTests {
  @Test func `keeps one instance in five for testing, and none twice`() {
    var tests = 0
    let names = ["apple", "bowl", "milk", "mug", "steak"]
    for name in names {
      let test = ObjectSplit.indices(of: name, in: .test)
      let train = ObjectSplit.indices(of: name, in: .train)
      #expect(Set(test).isDisjoint(with: train))
      #expect(Set(test + train) == Set(ObjectSplit.indices(of: name, in: .all)))
      // five standard deviations of a fair draw
      #expect((137...263).contains(test.count), "\(name)")
      tests += test.count
    }
    #expect((0.18...0.22).contains(Double(tests) / Double(1000 * names.count)))
  }

  @Test func `never changes`() {
    #expect(Array(ObjectSplit.indices(of: "apple", in: .test).prefix(6)) == [2, 4, 7, 8, 16, 35])
    #expect(Array(ObjectSplit.indices(of: "mug", in: .test).prefix(6)) == [3, 4, 5, 12, 18, 20])
  }

  @Test func `draws of the split only`() {
    for seed in 0..<100 {
      var random = RandomStream(seed: UInt64(seed))
      #expect(ObjectSplit.isTest("mug", ObjectSplit.index("mug", .test, &random)))
      #expect(!ObjectSplit.isTest("mug", ObjectSplit.index("mug", .train, &random)))
      #expect(ObjectCategory.instances.contains(ObjectSplit.index("mug", .all, &random)))
    }
  }
}
