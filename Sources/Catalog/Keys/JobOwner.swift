/// The key that asks for a job, and how many unfinished ones it may have.
public struct JobOwner: Sendable, Hashable {
  /// The key's id.
  public var key: String
  /// Nil for any number.
  public var unfinishedJobs: Int?

  public init(key: String, unfinishedJobs: Int? = nil) {
    self.key = key
    self.unfinishedJobs = unfinishedJobs
  }
}
