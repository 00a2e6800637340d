/// Where a job stands.
public enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
  /// Accepted; no worker has taken a task yet.
  case queued
  case running
  /// No new tasks are handed out; those in work are finished.
  case paused
  /// It came to its end, by its goal, a cap or every attempt made, whatever came of it.
  case succeeded
  /// It could not go on or was hopeless; the error says why.
  case failed
  case cancelled

  /// Whether nothing will change any more.
  public var isFinal: Bool { self == .succeeded || self == .failed || self == .cancelled }
}
