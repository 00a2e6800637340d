import Episodes
import Geometry
import Multiplication
import Testing

/// Bridges whose steps follow distance, angle and top speeds.
@Suite struct BridgeSpeedTests {
  private let made = Motions.made()

  /// The bridge to a segment, from a hand so far away and so much turned: its start and first target too.
  private func bridge(
    distance: Double = 0, angle: Double = 0, _ set: (inout MotionOptions) -> Void
  ) throws -> [Pose] {
    var motions = try Motions([made])
    motions.options.numInterpolationSteps = 5
    set(&motions.options)
    let goal = made.eefPoses[0]
    let way = Vector3(0.6, 0, 0.8) * distance
    let turn = Quaternion(axis: Vector3(0, 0.6, 0.8), angle: angle)
    let eef = Pose(goal.position + way, turn * goal.orientation)
    var planner = try motions.planner()
    let plan = planner.plan(
      subtask: 0, eef: eef, object: made.objects[0].poses[0], lastTarget: nil)
    #expect(plan.bridge == .straight)
    return [eef] + plan.waypoints[..<plan.bridgeSteps].map(\.pose)
  }

  /// Greatest speeds between neighbours at 20 Hz: m/s, and rad/s.
  private func speeds(_ poses: [Pose]) -> (linear: Double, angular: Double) {
    let pairs = Array(zip(poses, poses.dropFirst()))
    let linear = pairs.map { ($1.position - $0.position).length * 20 }.max() ?? 0
    let angular = pairs.map { ($1.orientation * $0.orientation.conjugate).angle * 20 }.max() ?? 0
    return (linear, angular)
  }

  @Test(arguments: [(0.05, 5), (0.1, 5), (0.3, 11), (0.6, 23)])
  func `points are added where the way is long`(distance: Double, points: Int) throws {
    // at 0.5 m/s and 20 Hz, 25 mm a step: as many moves, and one point less
    let poses = try bridge(distance: distance) { $0.maxBridgeSpeed = 0.5 }
    #expect(poses.count == points + 2)
    #expect(speeds(poses).linear <= 0.5 + 1e-9)
    #expect(try bridge(distance: distance) { _ in }.count == 7)
  }

  @Test(arguments: [(0.1, 5), (0.8, 7), (3.0, 29)])
  func `points are added where the turn is wide`(angle: Double, points: Int) throws {
    // at 2 rad/s, 0.1 rad a step
    let poses = try bridge(angle: angle) { $0.maxBridgeRotationSpeed = 2 }
    #expect(poses.count == points + 2)
    #expect(speeds(poses).angular <= 2 + 1e-6)
    // the speed of positions says nothing of turns
    #expect(try bridge(angle: angle) { $0.maxBridgeSpeed = 0.01 }.count == 7)
  }

  @Test func `whatever needs more steps counts`() throws {
    let both = try bridge(distance: 0.3, angle: 3) {
      $0.maxBridgeSpeed = 0.5
      $0.maxBridgeRotationSpeed = 2
    }
    #expect(both.count == 31)
    let asked = try bridge(distance: 0.3) {
      $0.maxBridgeSpeed = 0.5
      $0.numInterpolationSteps = 40
    }
    #expect(asked.count == 42)
  }

  @Test(arguments: [(0.3, 0.0), (0.6, 0.0), (0.0, 2.5), (0.4, 1.9)])
  func `with least jerk the peak keeps to the top speed`(distance: Double, angle: Double) throws {
    let poses = try bridge(distance: distance, angle: angle) {
      $0.maxBridgeSpeed = 0.5
      $0.maxBridgeRotationSpeed = 2
      $0.bridgeProfile = .minJerk
    }
    let (linear, angular) = speeds(poses)
    #expect(linear <= 0.5 + 1e-9 && angular <= 2 + 1e-6)
    // and comes near to it: no step was wasted
    #expect(linear > 0.44 || angular > 1.76)
  }

  @Test func `least jerk changes when, not where`() throws {
    let linear = try bridge(distance: 0.3, angle: 0.04) { _ in }
    let smooth = try bridge(distance: 0.3, angle: 0.04) { $0.bridgeProfile = .minJerk }
    try #require(linear.count == 7 && smooth.count == 7)
    #expect(linear[0] == smooth[0] && linear[6] == smooth[6])
    for step in 1...6 {
      let time = Double(step) / 6
      let share = BridgeProfile.minJerk.progress(time)
      // turns of less than 0.05 rad are divided, too
      #expect(smooth[step].matches(linear[0].interpolated(to: linear[6], fraction: share)))
      #expect(linear[step].matches(linear[0].interpolated(to: linear[6], fraction: time)))
    }
    #expect(!smooth[1].matches(linear[1], within: 1e-3))
  }

  @Test func `a place that is no number adds nothing`() throws {
    var motions = try Motions([made])
    motions.options.maxBridgeSpeed = 0.5
    for x in [Double.nan, .infinity, 1e300] {
      var planner = try motions.planner()
      let plan = planner.plan(
        subtask: 0, eef: Pose(Vector3(x, 0, 0)), object: made.objects[0].poses[0], lastTarget: nil)
      #expect(plan.bridgeSteps <= 10_001)
    }
  }
}
