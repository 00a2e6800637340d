import Kitchens
import Testing

/// A path that is driven gently begins and ends at rest, and keeps to its top speed.
@Suite struct GentlePathTests {
  private let path = FloorPath(corners: [
    FloorPose(x: 0, y: 0, yaw: 0), FloorPose(x: 2, y: 0, yaw: 0.5), FloorPose(x: 2, y: 1, yaw: 0.5),
  ])

  @Test func `it starts and ends slowly, is never too fast, and arrives`() throws {
    let poses = path.gentlePoses(speed: 0.4, turnRate: 0.8, ramp: 0.4, timeStep: 0.05)
    let all = [path.corners[0]] + poses
    let steps = zip(all, all.dropFirst()).map { a, b in
      ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }
    #expect(steps.allSatisfy { $0 <= 0.4 * 0.05 + 1e-9 })
    #expect(steps[0] < 0.004 && steps[steps.count - 1] < 0.004)
    #expect(steps[20] > 0.0195)
    let last = try #require(poses.last)
    #expect((last.x - 2).magnitude < 1e-12 && (last.y - 1).magnitude < 1e-12)
  }

  @Test func `a turn on the spot keeps to the turning rate`() {
    let turn = FloorPath(corners: [FloorPose(x: 1, y: 1, yaw: 0), FloorPose(x: 1, y: 1, yaw: 1.6)])
    let poses = turn.gentlePoses(speed: 0.4, turnRate: 0.8, ramp: 0.4, timeStep: 0.05)
    let rates = zip(poses, poses.dropFirst()).map { $1.yaw - $0.yaw }
    #expect(rates.allSatisfy { $0 > 0 && $0 <= 0.8 * 0.05 + 1e-9 })
    #expect(poses.count == 48)
  }
}
