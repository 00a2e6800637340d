import Geometry

/// Finds ways of a driven base over the floor; a planner asks it where a subtask drives.
public protocol FloorNavigator {
  /// Where the base is, in the world.
  var basePose: Pose { get }
  /// Where the hand is carried while the base drives, in the base's frame.
  var poseBaseHand: Pose { get }

  /// The base's poses at every control step from where it is to `goal`, which comes last.
  ///
  /// The answer must depend on nothing but the world and the goal.
  ///
  /// - Throws: `NoWay` when nothing leads there.
  func way(to goal: Pose) throws(NoWay) -> [Pose]
}

/// No way over the floor leads to where a base is to drive.
public struct NoWay: Error, Sendable, Hashable {
  /// What stands in the way, in words.
  public var reason: String

  public init(reason: String) { self.reason = reason }
}
