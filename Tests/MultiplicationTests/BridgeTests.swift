import Episodes
import Geometry
import Multiplication
import Testing

/// The way from where the hand is to where a segment starts.
@Suite struct BridgeTests {
  /// Plans of a made-up demonstration with so many steps in the bridge and held after it.
  private func motions(_ interpolation: Int, fixed: Int = 0) throws -> Motions {
    var motions = try Motions([Motions.made()])
    motions.options.numInterpolationSteps = interpolation
    motions.options.numFixedSteps = fixed
    return motions
  }

  @Test(arguments: [(0, 0), (1, 0), (5, 0), (0, 3), (5, 25)], [false, true])
  func `its length adds to that of the segment`(steps: (Int, Int), withPose: Bool) throws {
    var motions = try motions(steps.0, fixed: steps.1)
    motions.options.transformFirstRobotPose = withPose
    let plans = try motions.plans(objects: Motions.somewhere)
    for (plan, pose) in zip(plans, [1, withPose ? 1 : 0]) {
      let segment = plan.source.end - plan.source.start + pose
      #expect(plan.waypoints.count == steps.0 + segment + steps.1)
      #expect(plan.bridgeSteps == steps.0 + 1 + steps.1)
    }
  }

  @Test func `fixed steps hold the first target, and its gripper`() throws {
    let plans = try motions(5, fixed: 7).plans(objects: Motions.somewhere)
    let plain = try motions(5).plans(objects: Motions.somewhere)
    for (held, plan) in zip(plans, plain) {
      let waypoints = plan.waypoints
      #expect(Array(held.waypoints[..<6]) == Array(waypoints[..<6]))
      #expect(held.waypoints[6..<13].allSatisfy { $0 == waypoints[5] })
      #expect(Array(held.waypoints[13...]) == Array(waypoints[6...]))
    }
  }

  /// Whether a bridge divides the way from a start to its first target into equal parts.
  private func isEven(_ plan: PlannedSegment, steps: Int, from start: Pose) -> Bool {
    let poses = [start] + plan.waypoints[...steps].map(\.pose)
    let last = poses[steps + 1]
    let (way, turn) = (
      last.position - start.position, (last.orientation * start.orientation.conjugate).angle
    )
    return zip(poses, poses.dropFirst()).allSatisfy { a, b in
      let part = (b.orientation * a.orientation.conjugate).angle
      return (b.position - a.position - way / Double(steps + 1)).length < 1e-12
        && (part - turn / Double(steps + 1)).magnitude < 1e-9
    }
  }

  @Test(arguments: [1, 5, 25]) func `intermediate points are evenly spaced`(steps: Int) throws {
    var planner = try motions(steps).planner()
    let plan = planner.plan(
      subtask: 0, eef: Motions.eef, object: Motions.somewhere[0], lastTarget: nil)
    #expect(isEven(plan, steps: steps, from: Motions.eef))
    // and there is a way to go
    let first = plan.waypoints[steps].pose
    #expect((first.position - Motions.eef.position).length > 0.05)
  }

  @Test func `small turns are divided, too`() throws {
    // MimicGen jumps over turns of less than 0.05 rad
    let made = Motions.made()
    let turn = Quaternion(axis: Vector3(0, 0.6, 0.8), angle: 0.03)
    let eef = Pose(Vector3(0.1, 0, 1), turn * made.eefPoses[0].orientation)
    var planner = try motions(5).planner()
    let plan = planner.plan(
      subtask: 0, eef: eef, object: made.objects[0].poses[0], lastTarget: nil)
    #expect(isEven(plan, steps: 5, from: eef))
    let first = plan.waypoints[0].pose.orientation
    #expect(((first * eef.orientation.conjugate).angle - 0.005).magnitude < 1e-9)
  }

  @Test func `it turns the shorter way, also past half a turn`() throws {
    let made = Motions.made()
    // the same rotation with the opposite sign, a little turned
    var turned = made.eefPoses[0].orientation
    turned = Quaternion(axis: Vector3(0, 0, 1), angle: 0.2) * turned
    turned = Quaternion(w: -turned.w, x: -turned.x, y: -turned.y, z: -turned.z)
    var planner = try motions(4).planner()
    let plan = planner.plan(
      subtask: 0, eef: Pose(Vector3(0, 0, 1), turned), object: made.objects[0].poses[0],
      lastTarget: nil)
    let first = plan.waypoints[0].pose.orientation
    #expect(((first * turned.conjugate).angle - 0.04).magnitude < 1e-9)
  }

  @Test(arguments: [true, false])
  func `it starts at the last target or the measured pose`(fromTarget: Bool) throws {
    var motions = try motions(5)
    motions.options.interpolateFromLastTargetPose = fromTarget
    let target = Pose(
      Vector3(0.05, 0.2, 1.1), Quaternion(axis: Vector3(0, 1, 0), angle: .pi))
    var planner = try motions.planner()
    _ = planner.plan(
      subtask: 0, eef: Motions.eef, object: Motions.somewhere[0], lastTarget: nil)
    let plan = planner.plan(
      subtask: 1, eef: Motions.eef, object: Motions.somewhere[1], lastTarget: target)
    #expect(isEven(plan, steps: 5, from: fromTarget ? target : Motions.eef))
    #expect(!isEven(plan, steps: 5, from: fromTarget ? Motions.eef : target))
  }
}
