import Datasets
import Episodes
import Geometry
import TestSupport
import Testing

/// Near-duplicates are found as if all were compared with all.
@Suite struct NearDuplicatesTests {
  /// Episodes of few scenes, each shifted a little.
  private static func descriptors(_ count: Int, seed: UInt64) -> [TrajectoryDescriptor] {
    var random = RandomStream(seed: seed)
    let scenes = (0..<6).map { SampleEpisode.make(scene: $0, steps: 20) }
    return (0..<count).map { _ in
      var episode = scenes[random.integer(in: 0...5)]
      let shift = Vector3(
        random.uniform(-0.03, 0.03), random.uniform(-0.03, 0.03), random.uniform(-0.03, 0.03))
      for o in stride(from: 0, to: episode.states.count, by: 13) {
        for axis in 0..<3 { episode.states[o + axis] += shift[axis] }
      }
      return TrajectoryDescriptor(episode)
    }
  }

  private static func bruteForce(
    _ all: [TrajectoryDescriptor], within threshold: Double, order: [Int]
  ) -> [Int?] {
    var found = [Int?](repeating: nil, count: all.count)
    var kept: [Int] = []
    for index in order {
      let near = kept.filter { all[index].distance(to: all[$0]).map { $0 <= threshold } ?? false }
      if let twin = near.min() { found[index] = twin } else { kept.append(index) }
    }
    return found
  }

  @Test(arguments: [1e-5, 0.01, 0.05, 1])
  func theGridMissesNone(_ threshold: Double) {
    let all = Self.descriptors(300, seed: 3)
    let order = Array(all.indices)
    let expected = Self.bruteForce(all, within: threshold, order: order)
    #expect(NearDuplicates.find(all, within: threshold) == expected)
    #expect(expected.contains { $0 != nil } == (threshold > 1e-5))
    let back = Array(order.reversed())
    #expect(
      NearDuplicates.find(all, within: threshold, order: back)
        == Self.bruteForce(all, within: threshold, order: back))
  }

  @Test func otherTasksAndKitchensAreNoDuplicates() {
    let episode = SampleEpisode.make(steps: 20)
    var other = episode
    other.recipe.task = "lift"
    let all = [episode, other, episode].map { TrajectoryDescriptor($0) }
    #expect(all[0].distance(to: all[1]) == nil)
    #expect(NearDuplicates.find(all, within: 1) == [nil, nil, 0])
  }

  @Test func lengthAndSpeedDoNotMatterMuch() throws {
    let slow = TrajectoryDescriptor(SampleEpisode.make(steps: 240))
    let fast = TrajectoryDescriptor(SampleEpisode.make(steps: 120))
    #expect(try #require(slow.distance(to: fast)) < 0.005)
    let elsewhere = TrajectoryDescriptor(SampleEpisode.make(scene: 5, steps: 120))
    #expect(try #require(elsewhere.distance(to: fast)) > 0.02)
  }
}
