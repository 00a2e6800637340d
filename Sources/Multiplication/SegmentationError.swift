/// Why a demonstration does not fit a task.
public struct SegmentationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path within the demonstration, for instance `subtask_term_signals/grasp`.
  public var field: String
  public var reason: String
  /// The motion option that asks too much of the demonstration; nil when none does.
  public var option: String?

  public init(field: String, reason: String, option: String? = nil) {
    self.field = field
    self.reason = reason
    self.option = option
  }

  public var description: String { "\(field): \(reason)" }
}
