/// Why a job's attempts cannot be run at all.
public struct AttemptSetupError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The request's field, for instance `scenes.distribution`.
  public var field: String
  public var reason: String

  public init(field: String, reason: String) {
    self.field = field
    self.reason = reason
  }

  public var description: String { "\(field): \(reason)" }
}
