import Episodes
import Geometry

/// An episode in a few numbers, by which near-duplicates are found: where the hand is at equal shares of
/// the time, and where objects are before and after.
public struct TrajectoryDescriptor: Sendable, Hashable {
  /// Moments at which the hand is looked at.
  public static let moments = 16

  /// What must be the same for two episodes to be alike at all: task, kitchen, objects.
  public let kind: String
  /// Metres, world frame.
  public let points: [Vector3]

  /// Of points that were found before.
  public init(kind: String, points: [Vector3]) {
    self.kind = kind
    self.points = points
  }

  /// Of an episode; `objects` are those that count, all where none are named.
  public init(_ episode: Episode, objects: [String]? = nil) {
    let names = objects ?? episode.objects
    let kitchen = episode.recipe.kitchenSpec
    kind = ([episode.recipe.task, kitchen?.layout ?? "", kitchen?.style ?? ""] + names)
      .joined(separator: "\u{1F}")
    var points: [Vector3] = []
    for moment in 0..<Self.moments {
      // between two rows in proportion
      let time = Double(moment * episode.steps) / Double(Self.moments - 1)
      let row = min(Int(time), max(0, episode.steps - 1))
      let (a, b) = (episode.eefPose(atStep: row), episode.eefPose(atStep: row + 1))
      points.append(a.position + (b.position - a.position) * (time - Double(row)))
    }
    for name in names {
      guard let body = episode.bodies.firstIndex(of: name) else { continue }
      points.append(episode.pose(ofBody: body, atStep: 0).position)
      points.append(episode.pose(ofBody: body, atStep: episode.steps).position)
    }
    self.points = points
  }

  /// The largest distance, metres, of two points that belong together; nil for episodes of two kinds.
  public func distance(to other: TrajectoryDescriptor) -> Double? {
    guard kind == other.kind, points.count == other.points.count else { return nil }
    return zip(points, other.points).reduce(0) { max($0, ($1.0 - $1.1).length) }
  }
}
