import Episodes
import Geometry
import Tasks

/// Plans one attempt's motion, subtask by subtask, as MimicGen does (arXiv 2310.17596, section 4).
///
/// Each subtask takes a segment of a demonstration, moves it rigidly by how the reference object has
/// moved, and bridges to it from where the hand is. Everything random comes from the attempt's own
/// streams, so that a plan depends on nothing but its inputs.
public struct MotionPlanner: Sendable {
  private let parameters: MotionParameters
  private let demonstrations: [SegmentedDemonstration]
  private let stream: RandomStream
  /// The first frame after each subtask of each demonstration, jittered for this attempt.
  private let ends: [[Int]]
  private var chosen: Int?

  /// A planner for one attempt, from at least one demonstration and the motion's own stream.
  public init(
    parameters: MotionParameters, demonstrations: [SegmentedDemonstration], stream: RandomStream
  ) {
    self.parameters = parameters
    self.demonstrations = demonstrations
    self.stream = stream
    ends = demonstrations.enumerated().map { index, demonstration in
      var random = stream.stream("boundaries", index)
      return demonstration.subtaskEnds.enumerated().map { subtask, end in
        guard subtask < demonstration.subtaskEnds.count - 1 else { return end }
        let moved = end + random.integer(in: parameters.subtasks[subtask].termOffsetRange)
        return min(max(moved, subtask + 1), demonstration.demonstration.frames - 1)
      }
    }
  }

  /// The plan of a subtask, from where the end effector and the subtask's reference object are now.
  ///
  /// `lastTarget` is the last target of the subtask before, or nil for the first.
  public mutating func plan(subtask: Int, eef: Pose, object: Pose, lastTarget: Pose?)
    -> PlannedSegment
  {
    let settings = parameters.subtasks[subtask]
    let source = select(subtask: subtask, eef: eef, object: object)
    let demonstration = demonstrations[source.demonstration]

    // the segment moved along with the object: P' = O' inv(O) P
    let reference = demonstration.referencePose(object: settings.objectRef, frame: source.start)
    let recording = demonstration.demonstration
    let withPose = subtask == 0 || parameters.generation.transformFirstRobotPose
    let first = withPose ? recording.eefPoses[source.start] : recording.targetPoses[source.start]
    let move = leastTurn(of: object, settings.objectRef, from: reference, of: first, to: eef)
    var targets = recording.targetPoses[source.start..<source.end].map { move * $0 }
    var grippers = Array(recording.gripperActions[source.start..<source.end])

    // with the recorded pose put before the first target, the gripper gets its value there too
    if withPose {
      targets.insert(move * recording.eefPoses[source.start], at: 0)
      grippers.insert(grippers[0], at: 0)
    }

    // bridge: intermediate points, the first target, and that target held
    let fromTarget = parameters.generation.interpolateFromLastTargetPose ? lastTarget : nil
    let start = fromTarget ?? eef
    let count = settings.numInterpolationSteps
    var poses: [Pose] = []
    for step in 0..<count {
      let fraction = Double(step + 1) / Double(count + 1)
      poses.append(start.interpolated(to: targets[0], fraction: fraction))
    }
    poses += Array(repeating: targets[0], count: 1 + settings.numFixedSteps)
    let bridgeSteps = poses.count
    poses += targets.dropFirst()
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
    return PlannedSegment(waypoints: waypoints, bridgeSteps: bridgeSteps, source: source)
  }

  /// The displacement of an object; of a symmetric one, that which turns the hand least.
  private func leastTurn(
    of object: Pose, _ index: Int, from reference: Pose, of first: Pose, to eef: Pose
  ) -> Pose {
    let moves = equalPoses(of: object, index).map { $0 * reference.inverse }
    var best = moves[0]
    var least = Double.infinity
    for move in moves {
      let needed = (move.orientation * first.orientation * eef.orientation.conjugate).angle
      if needed < least {
        best = move
        least = needed
      }
    }
    return best
  }

  /// The poses of an object that look the same as `object`, which comes first.
  private func equalPoses(of object: Pose, _ index: Int) -> [Pose] {
    let turns = parameters.zSymmetries[index]
    let others = (1..<max(1, turns)).map { turn in
      let angle = 2 * Double.pi * Double(turn) / Double(turns)
      return object * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: angle))
    }
    return [object] + others
  }

  /// The source of a subtask: the one in use, or a newly chosen one.
  private mutating func select(subtask: Int, eef: Pose, object: Pose) -> EpisodeRecipe.Source {
    if let chosen, !parameters.generation.selectSrcPerSubtask { return range(chosen, subtask) }
    let settings = parameters.subtasks[subtask]
    var random = stream.stream("selection", subtask)

    // the distance of each demonstration; equal ones keep their order
    let distances: [Double]
    switch settings.selectionStrategy {
    case .random: distances = []
    case .nearestNeighborObject:
      distances = demonstrations.indices.map { index in
        let start = range(index, subtask).start
        let pose = demonstrations[index].referencePose(
          object: settings.objectRef, frame: start)
        // a symmetric object is as near as its nearest equal turn
        return equalPoses(of: object, settings.objectRef).map {
          Self.distance(pose, $0, settings)
        }.min() ?? .infinity
      }
    case .nearestNeighborRobotDistance:
      distances = demonstrations.indices.map { index in
        let start = range(index, subtask).start
        let reference = demonstrations[index].referencePose(
          object: settings.objectRef, frame: start)
        let recording = demonstrations[index].demonstration
        let withPose = subtask == 0 || parameters.generation.transformFirstRobotPose
        let first = withPose ? recording.eefPoses[start] : recording.targetPoses[start]
        let move = leastTurn(of: object, settings.objectRef, from: reference, of: first, to: eef)
        return Self.distance(move * first, eef, settings)
      }
    }
    let index: Int
    if distances.isEmpty {
      index = random.integer(in: 0...(demonstrations.count - 1))
    } else {
      let order = distances.indices.sorted {
        distances[$0] == distances[$1] ? $0 < $1 : distances[$0] < distances[$1]
      }
      index = order[random.integer(in: 0...(min(settings.nnK, order.count) - 1))]
    }
    chosen = index
    return range(index, subtask)
  }

  /// The frames of a subtask in a demonstration, with this attempt's jitter.
  private func range(_ demonstration: Int, _ subtask: Int) -> EpisodeRecipe.Source {
    EpisodeRecipe.Source(
      demonstration: demonstration,
      start: subtask == 0 ? 0 : ends[demonstration][subtask - 1],
      end: ends[demonstration][subtask])
  }

  /// Weighted sum of metres and radians.
  private static func distance(_ a: Pose, _ b: Pose, _ settings: SubtaskDescription) -> Double {
    settings.posWeight * (a.position - b.position).length
      + settings.rotWeight * (a.orientation * b.orientation.conjugate).angle
  }

  private static func normal3(_ random: inout RandomStream) -> Vector3 {
    let x = random.normal()
    let y = random.normal()
    let z = random.normal()
    return Vector3(x, y, z)
  }
}
