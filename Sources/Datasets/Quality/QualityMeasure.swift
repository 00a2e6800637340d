/// What is measured of an episode's quality; the name tells the unit.
public enum QualityMeasure: String, Sendable, Hashable, Codable, CaseIterable {
  /// Jerk of the end effector, m/s³: third differences of its position at the control rate.
  case meanJerk = "mean_jerk_m_s3"
  case peakJerk = "peak_jerk_m_s3"
  /// Log dimensionless jerk (Balasubramanian, Melendez-Calderon, Roby-Brami and Burdet, "On the analysis
  /// of movement smoothness", J. NeuroEng. Rehabil. 12:112, 2015): -ln(D³ ∫|jerk|² dt / v²peak), for
  /// each subtask, averaged by their steps.
  ///
  /// Of a minimum-jerk movement -5.3; less is rougher.
  case logDimensionlessJerk = "log_dimensionless_jerk"
  /// The end effector's way over the straight lines between the ends of subtasks; at least 1.
  case pathLengthRatio = "path_length_ratio"
  /// Share of steps in which neither hand nor fingers nor base move.
  case idleShare = "idle_share"
  /// The least distance, metres, of hand, arm and what is held from what they are not meant to touch, over
  /// all rows of states: see `Clearance`.
  case minClearance = "min_clearance_m"
  /// The largest force at a single contact point, its normal and its friction together, in any physics step,
  /// newtons, as the solver found it.
  case peakContactForce = "peak_contact_force_n"
  /// The largest force that all contacts together exert on an object, newtons, averaged over a control
  /// step: mass times (change of velocity a second - gravity).
  ///
  /// Of an articulated part it includes what its joint exerts.
  case peakObjectForce = "peak_object_force_n"
  /// How far a held object moves in the hand while it is held, metres, and how far it turns, radians.
  case graspSlip = "grasp_slip_m"
  case graspTurn = "grasp_turn_rad"
  /// The deepest that two bodies were inside each other, metres.
  case penetration = "penetration_m"
  /// Share of physics steps in which the exact solver failed and the iterative one stood in.
  case solverFallbacks = "solver_fallback_share"

  /// In which the value is; empty for a pure number.
  public var unit: String {
    switch self {
    case .meanJerk, .peakJerk: "m/s³"
    case .logDimensionlessJerk, .pathLengthRatio, .idleShare, .solverFallbacks: ""
    case .minClearance, .graspSlip, .penetration: "m"
    case .graspTurn: "rad"
    case .peakContactForce, .peakObjectForce: "N"
    }
  }

  /// Whether more of it is better.
  public var isBetterHigh: Bool { self == .logDimensionlessJerk || self == .minClearance }
}
