/// A policy's scene, open for steps.
public struct Session: Sendable, Hashable {
  public var id: String
  public var order: SessionOrder
  /// Numbers per action.
  public var actionWidth: Int
  /// Seconds since 1970.
  public var openedAt: Double
  /// When it was last asked for anything.
  public var usedAt: Double
}
