/// Why a demonstration does not fit a task.
public struct SegmentationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path within the demonstration, for instance `subtask_term_signals/grasp`.
  public var field: String
  public var reason: String

  public init(field: String, reason: String) {
    self.field = field
    self.reason = reason
  }

  public var description: String { "\(field): \(reason)" }
}
