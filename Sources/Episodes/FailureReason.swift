/// Why an attempt was not kept: a closed set.
public enum FailureReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// No joint configuration reaches a pose that the motion asks for.
  case unreachable
  /// The hand stayed too far behind its target.
  case tracking
  /// The arm touched the scene where it must not.
  case collision
  /// The gripper closed and did not hold the object.
  case missedGrasp = "missed_grasp"
  /// The object was held and then lost.
  case dropped
  /// The motion ended with the objects elsewhere.
  case notAtGoal = "not_at_goal"
  /// The goal was reached, but the gripper still holds what should be free.
  case notReleased = "not_released"
  /// The goal was reached, but something still moved.
  case notAtRest = "not_at_rest"
  /// A quality gate broke: penetration, solver fallbacks, speed, a non-finite state.
  case unstablePhysics = "unstable_physics"
  /// The motion was longer than the attempt's cap on control steps.
  case timeout
  /// The motion asks for more than an action can say, step after step; found before any physics.
  case actionSaturation = "action_saturation"
  /// No feasible scene was found within the sampler's tries.
  case infeasibleScene = "infeasible_scene"
  /// What a skill of a composite task needs did not hold when it was to begin.
  case precondition
  /// The worker process died in this attempt.
  case crashed
}
