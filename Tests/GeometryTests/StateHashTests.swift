import Geometry
import Testing

/// Hashes tell any two bit patterns apart, in order.
@Suite struct StateHashTests {
  @Test func `the hash of known numbers never changes`() {
    // FNV-1a of nothing, and of eight zero bytes
    #expect(StateHash().description == "cbf29ce484222325")
    #expect(StateHash([0]).description == "a8c7f832281a39c5")
  }

  @Test func `one bit, the sign of zero and the order count`() {
    let numbers = [1.5, -2.25, 3e-7]
    let hash = StateHash(numbers)
    #expect(hash != StateHash([(1.5).nextUp, -2.25, 3e-7]))
    #expect(hash != StateHash([-2.25, 1.5, 3e-7]))
    #expect(hash != StateHash(numbers.dropLast()))
    #expect(StateHash([0.0]) != StateHash([-0.0]))
  }

  @Test func `numbers one by one hash as the list`() {
    var hash = StateHash()
    for number in [4, 5.5, 6] { hash.combine(number) }
    #expect(hash == StateHash([4, 5.5, 6]))
    #expect(hash.description.count == 16)
  }
}
