/// What the numbers among the motion options may be, for whoever reads them: jobs, tasks, contract.
public enum MotionRanges {
  /// Neighbours that are drawn from.
  public static let nnK = 1...10_000
  /// Weights of the nearest-neighbour metric.
  public static let weight = 0.0...1e6
  /// Standard deviation on normalized actions.
  public static let actionNoise = 0.0...1.0
  /// Steps of a bridge, held, or to settle.
  public static let steps = 0...1000
  /// Offsets of a boundary, control steps.
  public static let offset = -1000...1000
  /// Offsets of the first subtask's start, control steps.
  public static let firstOffset = 0...1000
  /// Top speeds of bridges, m/s and rad/s.
  public static let speed = 0.01...100.0
  /// Retreat and approach of a detour, metres.
  public static let distance = 0.0...1.0
  /// Lift of a detour, metres.
  public static let lift = 0.001...2.0
  /// Control steps of an attempt.
  public static let maxSteps = 1...1_000_000
  /// Motions of a family that shares its beginnings.
  public static let branches = 1...1000
}
