import Episodes
import Geometry

extension MotionPlanner {
  /// Whether a subtask's segment begins with the recorded end-effector pose.
  func startsWithPose(_ subtask: Int) -> Bool {
    subtask == 0 || parameters.generation.transformFirstRobotPose
  }

  /// The recorded pose that a segment starts at.
  func firstPose(of source: EpisodeRecipe.Source, subtask: Int) -> Pose {
    let recording = demonstrations[source.demonstration].demonstration
    return startsWithPose(subtask)
      ? recording.eefPoses[source.start] : recording.targetPoses[source.start]
  }

  /// The displacement of a segment: that of its reference frame, or none where it has none.
  ///
  /// Of a symmetric object's displacements it is the one which turns the hand least; with a `checker`,
  /// of those that lead the hand to its grip without touching anything else.
  func move(
    of source: EpisodeRecipe.Source, subtask: Int, eef: Pose, object: Pose?,
    checker: (any BridgeCollisionChecker)? = nil
  ) -> Pose {
    guard let object, let reference = sourceFrame(of: source, subtask: subtask) else {
      return .identity
    }
    let first = firstPose(of: source, subtask: subtask)
    let moves = equalPoses(of: object, subtask).map { $0 * reference.inverse }
    guard moves.count > 1 else { return moves[0] }

    // the least turn first; equal ones keep their order
    let turns = moves.map {
      ($0.orientation * first.orientation * eef.orientation.conjugate).angle
    }
    let order = moves.indices.sorted { turns[$0] == turns[$1] ? $0 < $1 : turns[$0] < turns[$1] }
    let best = moves[order[0]]
    guard parameters.subtasks[subtask].avoidCollisions, let checker else { return best }
    let approach = approach(of: source)
    let clear = order.first { index in
      checker.isClear(
        approach.map { moves[index] * $0 }, reaching: parameters.subtasks[subtask].objectRef)
    }
    return clear.map { moves[$0] } ?? best
  }

  /// The recorded targets of a segment up to where the gripper changes, every other one.
  private func approach(of source: EpisodeRecipe.Source) -> [Pose] {
    let recording = demonstrations[source.demonstration].demonstration
    let grippers = recording.gripperActions[source.start..<source.end]
    let isClosed = recording.gripperActions[source.start] > 0
    let end = grippers.firstIndex { ($0 > 0) != isClosed } ?? source.end - 1
    return stride(from: end, through: source.start, by: -2).reversed().map {
      recording.targetPoses[$0]
    }
  }

  /// The reference frame of a subtask where its segment starts in the source.
  func sourceFrame(of source: EpisodeRecipe.Source, subtask: Int) -> Pose? {
    parameters.subtasks[subtask].referenceFrame {
      demonstrations[source.demonstration].referencePose(object: $0, frame: source.start)
    }
  }

  /// The reference frames that look the same as `object`, which comes first.
  func equalPoses(of object: Pose, _ subtask: Int) -> [Pose] {
    let settings = parameters.subtasks[subtask]
    guard let index = settings.objectRef, settings.objectRefFacing == nil else { return [object] }
    let turns = parameters.zSymmetries[index]
    let others = (1..<max(1, turns)).map { turn in
      let angle = 2 * Double.pi * Double(turn) / Double(turns)
      return object * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: angle))
    }
    return [object] + others
  }
}
