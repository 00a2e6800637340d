/// How a mill's workers are doing.
public struct MillStatus: Sendable, Hashable, Codable {
  /// Workers that ought to run.
  public var workers: Int
  /// Workers that take orders.
  public var alive: Int
  /// Workers that have a task in work.
  public var busy: Int
  /// Worker processes that ended so far.
  public var restarts: Int
  /// Those of them that ended by their own work.
  public var crashes: Int
}
