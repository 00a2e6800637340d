import Episodes

/// A stretch of a demonstration done relative to one object, with MimicGen's parameters.
public struct SubtaskDescription: Sendable, Hashable {
  public var name: String
  /// Index of the object that the motion is relative to.
  public var objectRef: Int
  /// The demonstration's signal that ends it; nil for the last subtask only.
  public var termSignal: String?
  /// What the signal means in simulation; nil where there is no signal.
  public var termPredicate: Predicate?
  /// Inclusive range of control steps by which the boundary is moved, drawn per attempt.
  public var termOffsetRange: ClosedRange<Int>
  public var selectionStrategy: SelectionStrategy
  public var nnK: Int
  public var posWeight: Double
  public var rotWeight: Double
  public var actionNoise: Double
  public var numInterpolationSteps: Int
  public var numFixedSteps: Int
  public var applyNoiseDuringInterpolation: Bool
  /// What a scripted operator does; empty where there is none.
  public var operatorSteps: [OperatorStep] = []
}
