import Episodes
import Geometry

/// How much held objects move in the hand.
///
/// Held is what the hand takes along between fingers that are told to close and stay apart: from the
/// step in which it begins to move until the fingers open, without leaving the hand.
enum GraspSlip {
  /// How far fingers are apart, metres, that have something between them.
  private static let leastOpening = 0.001
  /// How far an object is taken along at least, and how far it may move in the hand at most, metres.
  private static let leastWay = 0.01
  private static let mostSlip = 0.05
  /// From which displacement on, metres, an object counts as moved.
  private static let moved = 0.002

  /// The largest slip of any object in any grasp, metres and radians; nil without a grasp.
  static func largest(in episode: Episode) -> (distance: Double, angle: Double)? {
    var largest: (distance: Double, angle: Double)?
    for grasp in grasps(episode) {
      for body in 3..<max(3, episode.bodies.count) {
        guard let slip = slip(of: body, from: grasp.lowerBound, to: grasp.upperBound, episode)
        else { continue }
        largest = (
          max(largest?.distance ?? 0, slip.distance), max(largest?.angle ?? 0, slip.angle)
        )
      }
    }
    return largest
  }

  /// Runs of rows in which the fingers are told to close and have something between them.
  private static func grasps(_ episode: Episode) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    var start: Int?
    for step in 0..<episode.steps {
      let openings = episode.gripperPositions[(2 * step)..<(2 * step + 2)]
      let isApart = (openings.first ?? 0) - (openings.last ?? 0) > leastOpening
      let closes = episode.actions[step * episode.actionWidth + Episode.armActionWidth - 1] > 0
      if closes && isApart {
        start = start ?? step
      } else if let first = start {
        runs.append(first...step)
        start = nil
      }
    }
    if let start { runs.append(start...episode.steps) }
    return runs
  }

  /// The slip of one object in a run of rows; nil where it is not held.
  private static func slip(
    of body: Int, from first: Int, to last: Int, _ episode: Episode
  ) -> (distance: Double, angle: Double)? {
    let start = episode.pose(ofBody: body, atStep: first).position
    let way = (first...last).map {
      (episode.pose(ofBody: body, atStep: $0).position - start).length
    }
    guard let begin = way.firstIndex(where: { $0 > moved }), way.contains(where: { $0 > leastWay })
    else { return nil }

    // as the hand sees it, compared with how it saw it when it began to move
    let reference = inHand(body, first + begin, episode)
    var slip = (distance: 0.0, angle: 0.0)
    for row in (first + begin)...last {
      let pose = inHand(body, row, episode)
      slip.distance = max(slip.distance, (pose.position - reference.position).length)
      let turn = pose.orientation * reference.orientation.conjugate
      slip.angle = max(slip.angle, turn.angle)
    }
    return slip.distance <= mostSlip ? slip : nil
  }

  private static func inHand(_ body: Int, _ row: Int, _ episode: Episode) -> Pose {
    episode.eefPose(atStep: row).inverse * episode.pose(ofBody: body, atStep: row)
  }
}
