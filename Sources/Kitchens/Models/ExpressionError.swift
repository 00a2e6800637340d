/// Why a text is no expression, or why it has no value.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
  public var reason: String

  public init(reason: String) { self.reason = reason }

  public var description: String { reason }
}
