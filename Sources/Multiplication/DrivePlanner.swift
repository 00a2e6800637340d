import Geometry
import Tasks

/// Plans how a base drives somewhere: the hand first goes to where it is carried, then the base takes it
/// along.
struct DrivePlanner {
  let settings: SubtaskDescription
  /// Control steps per second.
  let controlFrequency: Double
  /// Quiet steps at the end, in which the base makes up for what noise has left.
  static let finalSteps = 6

  /// The waypoints from where the hand and the base are, and how many of them come before the drive.
  ///
  /// `hand` is where the hand starts from; the gripper stays as it is. `noise` draws what is added to
  /// the drive's commands.
  ///
  /// - Throws: `NoWay` when nothing leads to the goal.
  func plan(
    to goal: Pose, hand: Pose, gripper: Double, navigator: any FloorNavigator,
    checker: (any BridgeCollisionChecker)?, noise: () -> Vector3
  ) throws(NoWay) -> (waypoints: [Waypoint], bridgeSteps: Int, bridge: PlannedSegment.Bridge) {
    let way = try navigator.way(to: goal)

    // the hand comes in from wherever it works
    let carried = navigator.basePose * navigator.poseBaseHand
    let bridge = BridgePlanner(settings: settings, controlFrequency: controlFrequency).plan(
      from: hand, to: carried, checker: checker)
    let held = Array(repeating: carried, count: 1 + settings.numFixedSteps)
    var waypoints = (bridge.poses + held).map { Waypoint(pose: $0, gripper: gripper) }
    let bridgeSteps = waypoints.count

    // the drive, noisy, and a moment of rest, quiet
    for base in way {
      var waypoint = Waypoint(
        pose: base * navigator.poseBaseHand, gripper: gripper,
        positionNoise: noise() * settings.actionNoise)
      waypoint.base = base
      waypoints.append(waypoint)
    }
    var last = Waypoint(pose: goal * navigator.poseBaseHand, gripper: gripper)
    last.base = goal
    waypoints += Array(repeating: last, count: Self.finalSteps)
    return (waypoints, bridgeSteps, bridge.bridge)
  }
}
