import Episodes
import Geometry

extension MotionPlanner {
  /// Whether a subtask drives the base.
  public func drives(_ subtask: Int) -> Bool { parameters.subtasks[subtask].drivenBase != nil }

  /// The plan of a subtask that drives the base.
  ///
  /// Where the base ended in the demonstration's segment is moved rigidly with the reference object, and
  /// the navigator finds a way there through the scene as it is: how the demonstration drove does not
  /// matter. The other arguments are as in `plan`.
  ///
  /// - Throws: `NoWay` when nothing leads there.
  public mutating func planDrive(
    subtask: Int, eef: Pose, object: Pose?, lastTarget: Pose?, gripper: Double,
    navigator: any FloorNavigator, checker: (any BridgeCollisionChecker)? = nil,
    arrangement: [Pose] = []
  ) throws(NoWay) -> PlannedSegment {
    let settings = parameters.subtasks[subtask]
    let source = select(subtask: subtask, eef: eef, object: object, arrangement: arrangement)
    let demonstration = demonstrations[source.demonstration]
    guard let base = settings.drivenBase else { throw NoWay(reason: "nothing is to be driven") }

    // where it ended, moved along with the object: on the floor, upright
    let reference = sourceFrame(of: source, subtask: subtask)
    let move = object.flatMap { here in reference.map { here * $0.inverse } } ?? .identity
    let track = demonstration.objects[base].poses
    let goal = (move * track[min(source.end, track.count - 1)]).onFloor

    var random = stream.stream("action_noise", subtask)
    let fromTarget = parameters.generation.interpolateFromLastTargetPose ? lastTarget : nil
    let plan = try DrivePlanner(
      settings: settings,
      controlFrequency: demonstration.demonstration.controlFrequency
    ).plan(
      to: goal, hand: fromTarget ?? eef, gripper: gripper, navigator: navigator, checker: checker
    ) { Self.normal3(&random) }
    return PlannedSegment(
      waypoints: plan.waypoints, bridgeSteps: plan.bridgeSteps, source: source, move: move,
      bridge: plan.bridge)
  }
}
