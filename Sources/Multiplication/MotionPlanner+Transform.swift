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

  /// The displacement of a segment: that of its reference object, or none where it has none.
  ///
  /// Of a symmetric object's displacements it is the one which turns the hand least.
  func move(of source: EpisodeRecipe.Source, subtask: Int, eef: Pose, object: Pose?) -> Pose {
    guard let object, let index = parameters.subtasks[subtask].objectRef else { return .identity }
    let demonstration = demonstrations[source.demonstration]
    let reference = demonstration.referencePose(object: index, frame: source.start)
    let first = firstPose(of: source, subtask: subtask)
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
  func equalPoses(of object: Pose, _ index: Int) -> [Pose] {
    let turns = parameters.zSymmetries[index]
    let others = (1..<max(1, turns)).map { turn in
      let angle = 2 * Double.pi * Double(turn) / Double(turns)
      return object * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: angle))
    }
    return [object] + others
  }
}
