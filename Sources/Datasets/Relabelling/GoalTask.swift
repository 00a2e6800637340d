import Episodes
import Geometry

/// What a goal-conditioned task is about, as Gymnasium-Robotics' Fetch environments have it (Plappert and
/// others 2018).
public struct GoalTask: Sendable, Hashable {
  /// The object whose position is the goal.
  public var goal: String
  /// The object that is to be there; nil for the end effector itself.
  public var achiever: String?
  /// Metres within which the goal is reached.
  public var tolerance: Double

  /// What the object is called in tasks that are about one.
  public static let goal = "goal"

  public init(goal: String = GoalTask.goal, achiever: String?, tolerance: Double = 0.05) {
    self.goal = goal
    self.achiever = achiever
    self.tolerance = tolerance
  }

  /// Of an episode that has a body called `goal`: its first other object is to be there, otherwise the
  /// hand; nil for other tasks.
  public init?(_ episode: Episode) {
    guard episode.objects.contains(Self.goal) else { return nil }
    self.init(achiever: episode.objects.first { $0 != Self.goal })
  }

  /// The positions reached, before each step and after the last: T + 1; nil where the episode has no such
  /// object.
  public func achieved(in episode: Episode) -> [Vector3]? {
    guard let achiever else {
      return (0...episode.steps).map { episode.eefPose(atStep: $0).position }
    }
    return positions(of: achiever, in: episode)
  }

  /// The position asked for; nil where the episode has no such object.
  public func desired(in episode: Episode) -> Vector3? {
    positions(of: goal, in: episode)?.first
  }

  /// The sparse reward: 0 within the tolerance, otherwise -1.
  public func reward(achieved: Vector3, desired: Vector3) -> Double {
    (achieved - desired).length > tolerance ? -1 : 0
  }

  private func positions(of object: String, in episode: Episode) -> [Vector3]? {
    guard let index = episode.objects.firstIndex(of: object) else { return nil }
    return (0...episode.steps).map { episode.pose(ofBody: 3 + index, atStep: $0).position }
  }
}
