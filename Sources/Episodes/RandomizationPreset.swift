/// A published table of physics randomization.
public enum RandomizationPreset: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing is drawn.
  case off
  /// The defaults of robosuite's DomainRandomizationWrapper, what of its dynamics exists here.
  case mild
  /// The physics and noise rows of OpenAI's Dactyl (Learning Dexterous In-Hand Manipulation, 2018).
  case dactyl

  /// What the table says of a parameter, nil for one that it leaves alone.
  public func range(of parameter: RandomizationParameter) -> RandomizationRange? {
    switch self {
    case .off: nil
    case .mild: Self.robosuite(parameter)
    case .dactyl: Self.openAI(parameter)
    }
  }

  /// Ratios become factors about 1; damping and friction loss of joints are absolute there.
  private static func robosuite(_ parameter: RandomizationParameter) -> RandomizationRange? {
    switch parameter {
    case .friction: .uniform(0.9, 1.1)
    case .mass: .uniform(0.98, 1.02)
    case .jointDamping: .offset(-0.01, 0.01)
    case .jointFriction: .offset(-0.05, 0.05)
    case .resetPosition: .uniform(-0.001_5, 0.001_5)
    case .resetRotation: .uniform(-0.003, 0.003)
    default: nil
    }
  }

  /// Action noise is normal, as a share of the largest action; observation noise is the object's.
  private static func openAI(_ parameter: RandomizationParameter) -> RandomizationRange? {
    switch parameter {
    case .size: .uniform(0.95, 1.05)
    case .mass: .uniform(0.5, 1.5)
    case .friction: .uniform(0.7, 1.3)
    case .jointDamping: .logUniform(0.3, 3)
    case .controllerGain: .logUniform(0.75, 1.5)
    case .gravity: .normal(sigma: 0.4)
    case .actionUncorrelated: .normal(sigma: 0.05)
    case .actionCorrelated, .actionMultiplicative: .normal(sigma: 0.015)
    case .actionDelay: .probability(0.5)
    case .observationPositionCorrelated: .normal(sigma: 0.005)
    case .observationPositionUncorrelated: .normal(sigma: 0.001)
    case .observationRotationCorrelated, .observationRotationUncorrelated: .normal(sigma: 0.1)
    case .jointFriction, .resetPosition, .resetRotation: nil
    }
  }
}
