/// A picture that cannot be drawn.
public struct RenderingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, for instance `width`.
  public var field: String
  public var reason: String

  public init(field: String, reason: String) {
    self.field = field
    self.reason = reason
  }

  public var description: String { "\(field) \(reason)" }
}
