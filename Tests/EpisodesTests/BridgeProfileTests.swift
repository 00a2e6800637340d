import Episodes
import Testing

/// How a bridge goes over time.
@Suite struct BridgeProfileTests {
  private let times = (0...1000).map { Double($0) / 1000 }

  @Test(arguments: BridgeProfile.allCases)
  func `it goes from start to end, and never back`(profile: BridgeProfile) {
    let way = times.map(profile.progress)
    #expect(way.first == 0 && way.last == 1)
    #expect(zip(way, way.dropFirst()).allSatisfy { $0 < $1 })
    // as far before the middle as after it
    for (a, b) in zip(way, way.reversed()) { #expect((a + b - 1).magnitude < 1e-12) }
  }

  @Test(arguments: BridgeProfile.allCases)
  func `its greatest speed is its peak`(profile: BridgeProfile) {
    let way = times.map(profile.progress)
    let speeds = zip(way, way.dropFirst()).map { 1000 * ($1 - $0) }
    #expect(((speeds.max() ?? 0) - profile.peak).magnitude < 1e-5)
    #expect(speeds.allSatisfy { $0 <= profile.peak + 1e-9 })
  }

  @Test func `least jerk starts and ends at rest`() {
    let profile = BridgeProfile.minJerk
    #expect(profile.progress(0.001) < 1e-8 && 1 - profile.progress(0.999) < 1e-8)
    #expect((profile.progress(0.25) - 0.103_515_625).magnitude < 1e-15)
    #expect(BridgeProfile.linear.progress(0.25) == 0.25)
  }
}
