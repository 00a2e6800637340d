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
    let slips = held(in: episode).map { slip(of: $0.body, in: $0.rows, episode) }
    guard !slips.isEmpty else { return nil }
    return slips.reduce((0, 0)) { (max($0.0, $1.distance), max($0.1, $1.angle)) }
  }

  /// Objects and the rows in which they are held.
  static func held(in episode: Episode) -> [(body: Int, rows: ClosedRange<Int>)] {
    grasps(episode).flatMap { grasp in
      (3..<max(3, episode.bodies.count)).compactMap { body in
        carried(body, in: grasp, episode).map { (body, $0) }
      }
    }
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

  /// The rows of a grasp from when an object begins to move; nil where it is not held.
  private static func carried(
    _ body: Int, in grasp: ClosedRange<Int>, _ episode: Episode
  ) -> ClosedRange<Int>? {
    let start = episode.pose(ofBody: body, atStep: grasp.lowerBound).position
    let way = grasp.map { (episode.pose(ofBody: body, atStep: $0).position - start).length }
    guard let begin = way.firstIndex(where: { $0 > moved }), way.contains(where: { $0 > leastWay })
    else { return nil }
    let rows = (grasp.lowerBound + begin)...grasp.upperBound
    return slip(of: body, in: rows, episode).distance <= mostSlip ? rows : nil
  }

  /// How far an object moves as the hand sees it, from how it saw it in the first of some rows.
  private static func slip(
    of body: Int, in rows: ClosedRange<Int>, _ episode: Episode
  ) -> (distance: Double, angle: Double) {
    let reference = inHand(body, rows.lowerBound, episode)
    return rows.reduce((0, 0)) { slip, row in
      let pose = inHand(body, row, episode)
      let turn = pose.orientation * reference.orientation.conjugate
      return (
        max(slip.0, (pose.position - reference.position).length), max(slip.1, turn.angle)
      )
    }
  }

  private static func inHand(_ body: Int, _ row: Int, _ episode: Episode) -> Pose {
    episode.eefPose(atStep: row).inverse * episode.pose(ofBody: body, atStep: row)
  }
}
