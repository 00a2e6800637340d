import Episodes
import Geometry
import Tasks

/// Plans one attempt's motion, subtask by subtask, as MimicGen does (arXiv 2310.17596, section 4).
///
/// Each subtask takes a segment of a demonstration, moves it rigidly by how the reference object has
/// moved, and bridges to it from where the hand is. Everything random comes from the attempt's own
/// streams, so that a plan depends on nothing but its inputs.
public struct MotionPlanner: Sendable {
  let parameters: MotionParameters
  let demonstrations: [SegmentedDemonstration]
  private(set) var stream: RandomStream
  let rotation: SourceRotation
  private(set) var boundaries: SegmentBoundaries
  /// The demonstration in use.
  var chosen: Int?

  /// A planner for one attempt, from at least one demonstration and the motion's own stream.
  ///
  /// `rotation` counts where `balance_sources` is set: the attempt's turn within its job.
  public init(
    parameters: MotionParameters, demonstrations: [SegmentedDemonstration], stream: RandomStream,
    rotation: SourceRotation = SourceRotation(turn: 0, stream: RandomStream(seed: 0))
  ) {
    self.parameters = parameters
    self.demonstrations = demonstrations
    self.stream = stream
    self.rotation = rotation
    boundaries = SegmentBoundaries(
      demonstrations, subtasks: parameters.subtasks, stream: stream)
  }

  /// This planner, with randomness of its own from a subtask on.
  ///
  /// What came before stays: the demonstration in use, and where its segments were cut.
  public func branched(at subtask: Int, stream: RandomStream) -> MotionPlanner {
    var branch = self
    branch.stream = stream
    branch.boundaries = boundaries.branched(
      at: subtask,
      with: SegmentBoundaries(demonstrations, subtasks: parameters.subtasks, stream: stream))
    return branch
  }

  /// The plan of a subtask, from where the end effector and the subtask's reference object are now.
  ///
  /// `object` is nil where the subtask has no reference object: it is then done as recorded.
  /// `lastTarget` is the last target of the subtask before, or nil for the first. `checker` is asked
  /// where `avoid_collisions` is set; without one, bridges go straight. `arrangement` is where all of the
  /// task's objects are, for demonstrations to be chosen by.
  public mutating func plan(
    subtask: Int, eef: Pose, object: Pose?, lastTarget: Pose?,
    checker: (any BridgeCollisionChecker)? = nil, arrangement: [Pose] = []
  ) -> PlannedSegment {
    let settings = parameters.subtasks[subtask]
    let source = select(
      subtask: subtask, eef: eef, object: object, arrangement: arrangement)
    let recording = demonstrations[source.demonstration].demonstration

    // the segment moved along with the object: P' = O' inv(O) P
    let move = move(
      of: source, subtask: subtask, eef: eef, object: object, checker: checker)
    var targets = recording.targetPoses[source.start..<source.end].map { move * $0 }
    var grippers = Array(recording.gripperActions[source.start..<source.end])

    // with the recorded pose put before the first target, the gripper gets its value there too
    if startsWithPose(subtask) {
      targets.insert(move * recording.eefPoses[source.start], at: 0)
      grippers.insert(grippers[0], at: 0)
    }

    // bridge: intermediate points, the first target, and that target held
    let fromTarget = parameters.generation.interpolateFromLastTargetPose ? lastTarget : nil
    let bridge = BridgePlanner(
      settings: settings, controlFrequency: recording.controlFrequency
    ).plan(from: fromTarget ?? eef, to: targets[0], checker: checker)
    let held = Array(repeating: targets[0], count: 1 + settings.numFixedSteps)
    let bridgeSteps = bridge.poses.count + held.count
    let poses = bridge.poses + held + targets.dropFirst()
    let gripper = Array(repeating: grippers[0], count: bridgeSteps) + grippers.dropFirst()

    // noise on the normalized action; bridges stay quiet unless asked
    var random = stream.stream("action_noise", subtask)
    let waypoints = poses.indices.map { index in
      let quiet = index < bridgeSteps && !settings.applyNoiseDuringInterpolation
      let scale = quiet ? 0 : settings.actionNoise
      return Waypoint(
        pose: poses[index], gripper: gripper[index],
        positionNoise: Self.normal3(&random) * scale,
        rotationNoise: Self.normal3(&random) * scale)
    }
    return PlannedSegment(
      waypoints: GripperSettling.settled(
        waypoints, steps: settings.numSettleStepsBeforeGripper),
      bridgeSteps: bridgeSteps, source: source, move: move, bridge: bridge.bridge)
  }

  /// How many subtasks it plans.
  public var subtaskCount: Int { parameters.subtasks.count }

  /// How many objects demonstrations track.
  public var objectCount: Int { demonstrations.first?.objects.count ?? 0 }

  /// Whether a subtask's bridge takes a detour around what is in its way.
  public func avoidsCollisions(_ subtask: Int) -> Bool {
    parameters.subtasks[subtask].avoidCollisions
  }

  static func normal3(_ random: inout RandomStream) -> Vector3 {
    let x = random.normal()
    let y = random.normal()
    let z = random.normal()
    return Vector3(x, y, z)
  }
}
