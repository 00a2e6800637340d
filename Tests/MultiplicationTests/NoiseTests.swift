import Episodes
import Geometry
import Multiplication
import Testing

/// The noise on the actions of a plan.
@Suite struct NoiseTests {
  private let motions: Motions

  init() throws {
    var motions = try Motions(task: "lift")
    motions.options.actionNoise = 0.05
    motions.options.numInterpolationSteps = 20
    motions.options.numFixedSteps = 10
    self.motions = motions
  }

  /// Waypoints of the bridges, and those of the segments, of some motions.
  private func waypoints(_ motions: Motions, count: Int = 10) throws -> (
    bridge: [Waypoint], segment: [Waypoint]
  ) {
    var (bridge, segment): ([Waypoint], [Waypoint]) = ([], [])
    for motion in 0..<count {
      for plan in try motions.plans(motion: motion, objects: Motions.somewhere) {
        bridge += plan.waypoints[..<plan.bridgeSteps]
        segment += plan.waypoints[plan.bridgeSteps...]
      }
    }
    return (bridge, segment)
  }

  /// Every number of noise, axis by axis.
  private func numbers(_ waypoints: [Waypoint]) -> [[Double]] {
    (0..<3).map { axis in waypoints.map { $0.positionNoise[axis] } }
      + (0..<3).map { axis in waypoints.map { $0.rotationNoise[axis] } }
  }

  private func deviation(_ values: [Double]) -> Double {
    (values.map { $0 * $0 }.reduce(0, +) / Double(values.count)).squareRoot()
  }

  @Test func `bridges are quiet, segments are not`() throws {
    let (bridge, segment) = try waypoints(motions)
    #expect(bridge.allSatisfy { $0.positionNoise == .zero && $0.rotationNoise == .zero })
    #expect(segment.count > 4000)
    #expect(segment.allSatisfy { $0.positionNoise != .zero && $0.rotationNoise != .zero })
  }

  @Test(arguments: [0.02, 0.05, 0.3])
  func `its standard deviation is action_noise on each of six axes`(noise: Double) throws {
    var motions = motions
    motions.options.actionNoise = noise
    for values in numbers(try waypoints(motions).segment) {
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(mean.magnitude < 0.06 * noise)
      #expect((deviation(values) / noise - 1).magnitude < 0.05)

      // one step's noise says nothing of the next one's
      let product = zip(values, values.dropFirst()).map { $0 * $1 }.reduce(0, +)
      #expect((product / Double(values.count) / (noise * noise)).magnitude < 0.06)
    }
  }

  @Test func `the axes are independent`() throws {
    let axes = numbers(try waypoints(motions).segment)
    for i in 0..<6 {
      for j in 0..<i {
        let product = zip(axes[i], axes[j]).map { $0 * $1 }.reduce(0, +)
        #expect((product / Double(axes[i].count) / 0.0025).magnitude < 0.06)
      }
    }
  }

  @Test func `bridges are noisy when asked, and nothing else changes`() throws {
    var asked = motions
    asked.options.applyNoiseDuringInterpolation = true
    let (quiet, noisy) = (try waypoints(motions), try waypoints(asked))
    #expect(quiet.segment == noisy.segment)
    #expect(quiet.bridge.map(\.pose) == noisy.bridge.map(\.pose))
    for values in numbers(noisy.bridge) {
      #expect((deviation(values) / 0.05 - 1).magnitude < 0.15)
    }
  }

  @Test func `none at all is possible, and poses and gripper are never noisy`() throws {
    var still = motions
    still.options.actionNoise = 0
    let (a, b) = (try waypoints(motions), try waypoints(still))
    #expect(b.segment.allSatisfy { $0.positionNoise == .zero && $0.rotationNoise == .zero })
    #expect(a.segment.map(\.pose) == b.segment.map(\.pose))
    #expect(a.segment.map(\.gripper) == b.segment.map(\.gripper))
  }
}
