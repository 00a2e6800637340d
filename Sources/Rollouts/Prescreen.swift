import Episodes
import Geometry
import Multiplication
import Physics
import Robots
import Tasks

/// Follows an attempt's plan without physics and gives up what cannot succeed: poses out of reach where
/// the gripper opens or closes, motions faster than actions can say, bridges and arms through what is
/// fixed.
///
/// Objects are where the plan would leave them. It errs on the side of trying: its limits are several
/// times those that explain a failure afterwards.
struct Prescreen {
  /// What the arm may lack of a pose where the gripper closes, and where it opens: metres, radians of
  /// tilt.
  ///
  /// A thing that is let go of askew often still falls where it should, and a hand that is turned about
  /// its own axis often still grasps.
  static let reachToClose = (position: 0.03, tilt: 0.5)
  static let reachToOpen = (position: 0.08, tilt: 1.0)
  /// How far the hand may be behind where the gripper acts, metres.
  static let lag = 0.04
  /// Control steps between two looks at arm and hand.
  private static let stride = 2

  /// Why an attempt is given up, and in which subtask.
  struct Verdict {
    var reason: FailureReason
    var subtask: Int
    var demonstration: Int
    var detail: String
  }

  let task: TaskDescription
  let world: RolloutWorld
  let state: ObservedState
  let allowedTouches: Set<ArmGeometry.Touch>

  /// Nil when the attempt may succeed.
  func verdict(planner start: MotionPlanner) -> Verdict? {
    var planner = start
    var planned: [PlannedSegment] = []
    var lastTarget: Pose?
    var walk = Walk(world)
    for subtask in task.subtasks.indices {
      let object = task.subtasks[subtask].referenceFrame {
        planner.predictedPose(of: $0, observed: state.objects[$0].pose, after: planned)
      }
      let plan = planner.plan(
        subtask: subtask, eef: walk.hand.pose, object: object, lastTarget: lastTarget,
        arrangement: state.objects.prefix(planner.objectCount).map(\.pose))
      if let (reason, detail) = fault(in: plan, &walk, avoids: start.avoidsCollisions(subtask)) {
        return Verdict(
          reason: reason, subtask: subtask, demonstration: plan.source.demonstration,
          detail: detail)
      }
      planned.append(plan)
      lastTarget = plan.waypoints.last?.pose
    }
    return nil
  }

  /// Where hand and arm are along the way.
  private struct Walk {
    var hand: HandPursuit
    var joints: [Double]
    var isClosed = false

    init(_ world: RolloutWorld) {
      hand = HandPursuit(
        from: world.eefPose, controller: world.robot.controller, substeps: world.substeps,
        dt: world.world.parameters.timeStep)
      joints = world.jointPositions
    }
  }

  private func fault(
    in plan: PlannedSegment, _ walk: inout Walk, avoids: Bool
  ) -> (FailureReason, String)? {
    let geometry = world.handGeometry(carrying: [], at: [])
    var touchedBefore: Set<Int> = []
    for (index, waypoint) in plan.waypoints.enumerated() {
      walk.hand.follow(waypoint.pose)
      let acts = (waypoint.gripper > 0) != walk.isClosed
      walk.isClosed = waypoint.gripper > 0
      // where a subtask ends it matters, too, where the hand is
      let ends = index == plan.waypoints.count - 1
      guard acts || ends || index % Self.stride == 0 else { continue }

      // the arm: reach, and what its links touch
      let solution = world.inverse.solve(walk.hand.pose, from: walk.joints)
      walk.joints = solution.positions
      let reach = acts && walk.isClosed ? Self.reachToClose : Self.reachToOpen
      let tilt = tilt(of: walk.joints, from: walk.hand.pose)
      let isShort = solution.positionError > reach.position || tilt > reach.tilt
      if acts || ends, isShort {
        return (
          .unreachable,
          "the arm lacks \(Int(solution.positionError * 1000)) mm and "
            + "\(Int(tilt * 57.3)) degrees of tilt where the gripper acts or the subtask ends"
        )
      }
      if acts {
        let behind = (waypoint.pose.position - walk.hand.pose.position).length
        if behind > Self.lag {
          return (
            .actionSaturation,
            "the hand is \(Int(behind * 1000)) mm behind where the gripper acts"
          )
        }
      }
      if !isShort, let touch = world.fixedTouch(of: walk.joints, except: allowedTouches) {
        return (.collision, touch)
      }

      // the bridge: what is touched at its start or at its end is meant to be
      guard index < plan.bridgeSteps, !avoids else { continue }
      let touched = Set(geometry.touches(walk.hand.pose).filter { world.isFixed($0) })
      if index == 0 { touchedBefore = touched }
      let end = plan.waypoints[plan.bridgeSteps - 1].pose
      let fresh = touched.subtracting(touchedBefore).subtracting(geometry.touches(end))
      if let other = fresh.min() {
        return (.collision, "the bridge leads the hand into \(world.name(ofBody: other))")
      }
    }
    return nil
  }

  /// The angle between the tool's axes of a posture and of a pose, radians.
  private func tilt(of joints: [Double], from pose: Pose) -> Double {
    let axis = Vector3(0, 0, 1)
    let reached = world.inverse.kinematics.eefPose(joints).orientation.rotate(axis)
    return Trigonometry.acos(min(1, max(-1, reached.dot(pose.orientation.rotate(axis)))))
  }
}

extension Rollout {
  /// What planning alone says of an attempt, before any physics; nil when it may succeed.
  func prescreened() -> AttemptOutcome? {
    // where a base drives the arm's reach is not what it is now; chains of skills are not foreseen
    guard let planner = planner.plain, !task.subtasks.contains(where: { $0.drivenBase != nil })
    else { return nil }
    let screen = Prescreen(
      task: task, world: world, state: state, allowedTouches: allowedTouches)
    guard let verdict = screen.verdict(planner: planner) else { return nil }
    var outcome = outcome(
      failure: verdict.reason, subtask: verdict.subtask, detail: verdict.detail)
    outcome.screened = true
    outcome.demonstration = verdict.demonstration
    return outcome
  }
}

extension RolloutWorld {
  /// Whether a body, -1 for the table, never moves.
  func isFixed(_ body: Int) -> Bool {
    guard body >= Self.gripperBodies else { return body < 0 }
    return world.isFixture(objects[body - Self.gripperBodies])
  }

  /// The first touch of an arm link with what never moves that is not allowed, in words.
  func fixedTouch(of joints: [Double], except allowed: Set<ArmGeometry.Touch>) -> String? {
    let touch = arm.touches(joints, of: inverse.kinematics, in: world).first {
      isFixed($0.other) && !allowed.contains($0)
    }
    return touch.map { "link\($0.link) would touch \(name(ofBody: $0.other))" }
  }
}
