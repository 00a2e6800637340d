/// A revolute joint in Craig's (modified) Denavit-Hartenberg convention.
public struct Joint: Sendable, Hashable {
  /// Along and about the previous x axis: metres, radians.
  public var a: Double
  public var alpha: Double
  /// Along this z axis, metres.
  public var d: Double
  /// Radians.
  public var limits: ClosedRange<Double>
  /// Radians per second.
  public var maxVelocity: Double

  public init(
    a: Double, alpha: Double, d: Double, limits: ClosedRange<Double>, maxVelocity: Double
  ) {
    self.a = a
    self.alpha = alpha
    self.d = d
    self.limits = limits
    self.maxVelocity = maxVelocity
  }
}
