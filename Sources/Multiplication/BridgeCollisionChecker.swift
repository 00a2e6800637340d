import Geometry

/// Says whether the hand may go along a path; a planner asks it before it settles on a bridge.
public protocol BridgeCollisionChecker {
  /// Whether the hand, put at each of these end-effector poses in turn, touches nothing that it must
  /// not.
  ///
  /// Neighbours are at most 1 cm and 0.1 rad apart, so that the poses stand for the path. The first one
  /// is where the hand is, the last one where the segment starts; what the hand touches there, or
  /// carries, is for the checker to allow. The answer must depend on nothing but the world and the
  /// poses.
  func isFree(_ poses: [Pose]) -> Bool

  /// Whether the hand, put at each of these poses in turn, touches nothing but the table, what it
  /// carries and the object of an index in the task, which it is to grip.
  func isClear(_ poses: [Pose], reaching object: Int?) -> Bool
}
