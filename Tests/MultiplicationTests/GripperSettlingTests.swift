import Demonstrations
import Episodes
import Geometry
import Multiplication
import Testing

/// The pause before the gripper acts.
@Suite struct GripperSettlingTests {
  /// A demonstration whose gripper closes at a frame and opens at another.
  private func made(close: Int, open: Int) -> Demonstration {
    Motions.made { demonstration in
      demonstration.gripperActions = (0..<60).map { (close..<open).contains($0) ? 1 : -1 }
    }
  }

  private func plans(_ demonstration: Demonstration, steps: Int) throws -> [PlannedSegment] {
    var motions = try Motions([demonstration])
    motions.options.numSettleStepsBeforeGripper = steps
    motions.options.numInterpolationSteps = 5
    motions.options.actionNoise = 0.05
    return try motions.plans(eef: Motions.eef, objects: Motions.somewhere)
  }

  @Test(arguments: [1, 4, 25])
  func `each change is preceded by quiet steps at its target, and nothing else changes`(
    steps: Int
  ) throws {
    let demonstration = made(close: 20, open: 45)
    let (plain, settled) = (
      try plans(demonstration, steps: 0), try plans(demonstration, steps: steps)
    )
    for (before, after) in zip(plain, settled) {
      let waypoints = before.waypoints
      let changes = waypoints.indices.dropFirst().filter {
        (waypoints[$0].gripper > 0) != (waypoints[$0 - 1].gripper > 0)
      }
      try #require(changes.count == 1)
      let change = changes[0]
      #expect(change > before.bridgeSteps && after.bridgeSteps == before.bridgeSteps)

      // before and after the pause, the same waypoints with the same noise
      try #require(after.waypoints.count == waypoints.count + steps)
      #expect(after.waypoints[..<change] == waypoints[..<change])
      #expect(Array(after.waypoints[(change + steps)...]) == Array(waypoints[change...]))
      let held = Waypoint(
        pose: waypoints[change].pose, gripper: waypoints[change - 1].gripper)
      #expect(after.waypoints[change..<(change + steps)].allSatisfy { $0 == held })
      #expect(waypoints[change].positionNoise != .zero)
    }
  }

  @Test func `without a change of sign there is no pause`() throws {
    // every frame has a gripper value of its own, all of one sign
    let demonstration = Motions.made { made in
      made.gripperActions = (0..<60).map { -1 + Double($0) / 100 }
    }
    let (plain, settled) = (try plans(demonstration, steps: 0), try plans(demonstration, steps: 9))
    #expect(plain.map(\.waypoints) == settled.map(\.waypoints))
  }

  @Test func `a change between two subtasks is the bridge's`() throws {
    // it closes in the first frame of the second subtask, for which the bridge closes already
    let plans = try plans(made(close: 31, open: 60), steps: 9)
    #expect(plans[0].waypoints.count == 5 + 32 && plans[1].waypoints.count == 5 + 29)
    #expect(plans[1].waypoints.allSatisfy { $0.gripper == 1 })
  }

  @Test func `it can be had for one subtask only`() throws {
    var motions = try Motions([made(close: 20, open: 45)])
    var place = SubtaskMotionOptions()
    place.numSettleStepsBeforeGripper = 3
    motions.options.subtasks = ["place": place]
    let counts = try motions.plans(objects: Motions.somewhere).map(\.waypoints.count)
    #expect(counts == [32, 29 + 3])
  }
}
