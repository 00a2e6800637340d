/// Which places of a mobile base are tried, and what must hold there.
public struct BasePlacementOptions: Sendable, Hashable {
  /// Sidewards from the fixture's middle, metres, and in what steps.
  public var lateral: ClosedRange<Double> = -0.4...0.4
  public var lateralStep = 0.1
  /// From the fixture's front to the base's front edge, metres.
  public var gap: ClosedRange<Double> = 0.05...0.55
  public var gapStep = 0.05
  /// Between heights of the arm's mount, metres.
  public var liftStep = 0.05
  /// From the base to all else, metres.
  public var baseMargin = 0.02
  /// From the arm's links to all else, metres.
  public var linkMargin = 0.01
  /// How far back along its approach the hand must get besides, metres; 0 for not.
  public var retreat = 0.1
  /// Whether the arm must have room in its home posture.
  public var checksHome = true
  /// How many places that will do are compared, and how many are looked at for that at most.
  public var compared = 8
  public var tries = 400
  /// How much worse than the best a place may score and still be drawn.
  public var spread = 0.08
  /// Names of what the arm may touch.
  public var ignoring: [String] = []
  /// Names of what the hand may touch besides: what it is to take hold of.
  public var handIgnoring: [String] = []

  public init() {}
}
