/// How a subtask's source segment is chosen among the demonstrations (MimicGen, appendix N).
public enum SelectionStrategy: String, Sendable, Hashable, Codable, CaseIterable {
  /// Uniformly.
  case random
  /// Among the `nn_k` demonstrations whose object pose at the segment's start is nearest.
  case nearestNeighborObject = "nearest_neighbor_object"
  /// Among the `nn_k` demonstrations whose transformed segment starts nearest to the end effector.
  case nearestNeighborRobotDistance = "nearest_neighbor_robot_distance"
  /// Among the `nn_k` demonstrations in which other things stood most alike, seen from the reference
  /// object: where the robot stood, the side of a hinge, the width of a door. Not MimicGen's; in kitchens
  /// poses in the world say nothing.
  case nearestNeighborArrangement = "nearest_neighbor_arrangement"
}
