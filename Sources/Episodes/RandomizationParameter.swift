/// What of the physics may be drawn anew for an attempt, by its name in requests.
public enum RandomizationParameter: String, Sendable, Hashable, Codable, CaseIterable {
  /// Factor on an object's Coulomb coefficient.
  case friction
  /// Factor on an object's mass.
  case mass
  /// Factor on an object's dimensions.
  case size
  /// Factor on a joint's damping, or a term added to it (N m s/rad, N s/m).
  case jointDamping = "joint_damping"
  /// Factor on a joint's dry friction, or a term added to it (N m, N).
  case jointFriction = "joint_friction"
  /// Factor on the proportional gain of the robot's controller.
  case controllerGain = "controller_gain"
  /// Added to each axis of gravity, m/s^2.
  case gravity
  /// Noise on each normalized pose action of each step; 1 is the largest action.
  case actionUncorrelated = "action_uncorrelated"
  /// Added to each pose action, one draw an attempt.
  case actionCorrelated = "action_correlated"
  /// Each pose action is multiplied by one plus this, one draw an attempt.
  case actionMultiplicative = "action_multiplicative"
  /// The chance that an attempt's actions come one control step late.
  case actionDelay = "action_delay"
  /// Noise on each axis of an object's position whenever it is looked at, metres.
  case observationPositionUncorrelated = "observation_position_uncorrelated"
  /// Added to each axis of an object's observed position, one draw an attempt, metres.
  case observationPositionCorrelated = "observation_position_correlated"
  /// Noise on each axis of an object's rotation vector whenever it is looked at, radians.
  case observationRotationUncorrelated = "observation_rotation_uncorrelated"
  /// Added about each axis of an object's observed rotation, one draw an attempt, radians.
  case observationRotationCorrelated = "observation_rotation_correlated"
  /// Added to an object's x and y at reset, metres.
  case resetPosition = "reset_position"
  /// Added to an object's rotation about the vertical at reset, radians.
  case resetRotation = "reset_rotation"

  /// The forms of range that the parameter can be drawn from.
  public var forms: [RandomizationRange.Form] {
    switch self {
    case .friction, .mass, .size, .controllerGain: [.uniform, .logUniform]
    case .jointDamping, .jointFriction: [.uniform, .logUniform, .offset]
    case .actionUncorrelated, .observationPositionUncorrelated, .observationRotationUncorrelated:
      [.normal]
    case .actionDelay: [.probability]
    default: [.uniform, .normal]
    }
  }

  /// Where the ends of a range of a form must lie, or its standard deviation or probability.
  func bounds(_ form: RandomizationRange.Form) -> ClosedRange<Double> {
    let cap: Double
    switch self {
    case .size: return 0.5...2
    case .friction, .mass, .controllerGain: return 0.05...20
    case .jointDamping, .jointFriction: return form == .offset ? -10...10 : 0.05...20
    case .actionDelay: return 0...1
    case .gravity: cap = 2
    case .actionUncorrelated: cap = 1
    case .actionCorrelated, .actionMultiplicative: cap = 0.5
    case .observationPositionUncorrelated, .observationPositionCorrelated: cap = 0.1
    case .observationRotationUncorrelated, .observationRotationCorrelated: cap = 0.5
    case .resetPosition: cap = 0.05
    case .resetRotation: cap = 0.5
    }
    return form == .normal ? 0...cap : -cap...cap
  }
}
