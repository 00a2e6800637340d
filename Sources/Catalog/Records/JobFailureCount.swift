import Episodes

/// How many attempts failed for one reason in one subtask.
public struct JobFailureCount: Sendable, Hashable, Codable {
  /// Index of the subtask; nil where the attempt belonged to none.
  public var subtask: Int?
  public var reason: FailureReason
  public var count: Int

  public init(subtask: Int?, reason: FailureReason, count: Int) {
    self.subtask = subtask
    self.reason = reason
    self.count = count
  }
}
