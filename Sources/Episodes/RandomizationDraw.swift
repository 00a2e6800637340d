import Geometry

/// The drawn physics of one attempt, to be stored with it: all that its rollout needs.
public struct RandomizationDraw: Sendable, Hashable, Codable {
  /// What was drawn for an object.
  public struct Object: Sendable, Hashable, Codable {
    public var name: String
    /// Factors on Coulomb coefficient, mass and dimensions.
    public var friction = 1.0
    public var mass = 1.0
    public var size = 1.0
    /// Added to its position at reset, metres; level with the table, so that it starts outside.
    public var resetOffset = Vector3.zero
    /// Added to its rotation about the vertical at reset, radians.
    public var resetTurn = 0.0
    /// Added to its position whenever it is looked at, metres.
    public var observationOffset = Vector3.zero
    /// The rotation vector that its orientation is turned by whenever it is looked at, radians.
    public var observationTurn = Vector3.zero

    enum CodingKeys: String, CodingKey {
      case name, friction, mass, size
      case resetOffset = "reset_offset"
      case resetTurn = "reset_turn"
      case observationOffset = "observation_offset"
      case observationTurn = "observation_turn"
    }

    public init(name: String) { self.name = name }
  }

  /// What was drawn for a joint: a factor, then a term in the joint's own unit.
  public struct Joint: Sendable, Hashable, Codable {
    public var name: String
    public var dampingFactor = 1.0
    public var dampingOffset = 0.0
    public var frictionFactor = 1.0
    public var frictionOffset = 0.0

    enum CodingKeys: String, CodingKey {
      case name
      case dampingFactor = "damping_factor"
      case dampingOffset = "damping_offset"
      case frictionFactor = "friction_factor"
      case frictionOffset = "friction_offset"
    }

    public init(name: String) { self.name = name }

    /// The attempt's damping of the joint, from the task's; never below zero.
    public func damping(_ nominal: Double) -> Double {
      max(0, nominal * dampingFactor + dampingOffset)
    }

    /// The attempt's dry friction of the joint, from the task's; never below zero.
    public func friction(_ nominal: Double) -> Double {
      max(0, nominal * frictionFactor + frictionOffset)
    }
  }

  /// In the order of the objects and joints that it was drawn for.
  public var objects: [Object]
  public var joints: [Joint]
  /// Factor on the proportional gain of the robot's controller.
  public var controllerGain = 1.0
  /// Added to gravity, m/s^2.
  public var gravityOffset = Vector3.zero
  /// Factors on the six normalized pose actions, and what is added to them.
  public var actionFactors = [Double](repeating: 1, count: 6)
  public var actionOffsets = [Double](repeating: 0, count: 6)
  /// Standard deviation of the noise on each of them at each step.
  public var actionSigma = 0.0
  /// Control steps that actions come late: 0 or 1.
  public var actionDelay = 0
  /// Standard deviations of the noise of each look at an object, metres and radians an axis.
  public var observationPositionSigma = 0.0
  public var observationRotationSigma = 0.0

  enum CodingKeys: String, CodingKey {
    case objects, joints
    case controllerGain = "controller_gain"
    case gravityOffset = "gravity_offset"
    case actionFactors = "action_factors"
    case actionOffsets = "action_offsets"
    case actionSigma = "action_sigma"
    case actionDelay = "action_delay"
    case observationPositionSigma = "observation_position_sigma"
    case observationRotationSigma = "observation_rotation_sigma"
  }

  /// The physics as the task says, for named objects and joints.
  public init(objects: [String] = [], joints: [String] = []) {
    self.objects = objects.map(Object.init(name:))
    self.joints = joints.map(Joint.init(name:))
  }

  /// Whether it changes nothing.
  public var isNeutral: Bool {
    self == RandomizationDraw(objects: objects.map(\.name), joints: joints.map(\.name))
  }
}
