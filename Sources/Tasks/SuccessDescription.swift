/// When an attempt counts, and which gates no attempt may break.
public struct SuccessDescription: Sendable, Hashable {
  /// What must hold.
  public var goal: Predicate
  /// Objects that the gripper must have let go of.
  public var released: [Int]
  /// Control steps for which it must hold without a break, at the end of the attempt.
  public var dwell = 10
  /// At most so many control steps, after the motion, of holding the last target.
  public var settle = 40
  /// Seconds for which it must last after the recording ends, the hand kept still.
  public var stay = 2.0
  /// Objects slower than this are at rest, m/s.
  public var maxSpeed = 0.05
  /// Deepest contact that is still believed, metres; looked at once the motion has begun.
  public var maxPenetration = 0.005
  /// No object ever moves faster than this, m/s.
  public var maxObjectSpeed = 3.0
  /// Share of physics steps that may fall back to the iterative solver.
  public var maxFallbackShare = 0.01
}
