/// How humanly a scripted operator moves: all that keeps it from being perfect.
public struct OperatorManner: Sendable, Hashable {
  /// Standard deviation of the hand's tremor, metres and radians, and how much of it is kept from one
  /// control step to the next.
  public var tremor = 0.001
  public var tremorRotation = 0.006
  public var tremorMemory = 0.8
  /// Standard deviation of where the operator aims, metres and radians about the vertical.
  public var aim = 0.001_5
  public var aimRotation = 0.02
  /// How far a quick move goes beyond its end, metres.
  public var overshoot: ClosedRange<Double> = 0.002...0.006
  /// Shortest move that overshoots, metres.
  public var overshootsFrom = 0.06
  /// How often there is a pause before a move, and its length in control steps.
  public var pauseProbability = 0.25
  public var pause: ClosedRange<Int> = 2...10
  /// Each move's speed as a share of what the step says.
  public var speed: ClosedRange<Double> = 0.75...1.25
  /// Share of tremor and aiming error that is left when the operator takes care.
  public var careful = 0.3
  /// Standard deviation of the commands to a base, as a share of its top speeds.
  public var driveTremor = 0.02

  public init() {}
}
