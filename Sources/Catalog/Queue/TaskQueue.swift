/// Work for workers: batches of attempts, handed out under leases, counted once.
///
/// Each hand-out has an attempt number. It fences: what an earlier holder says after the task was
/// handed out again, or its job cancelled, is stale and changes nothing. Nothing here assumes that
/// workers are local.
public protocol TaskQueue: Sendable {
  /// Hands out up to `limit` tasks for `lease` seconds: of jobs with the highest priority first,
  /// then of the oldest.
  func claim(worker: String, limit: Int, lease: Double) async throws(CatalogError) -> [TaskClaim]

  /// Lengthens leases to `lease` seconds from now and returns the tickets that are still held.
  func heartbeat(
    _ tickets: [TaskTicket], lease: Double
  ) async throws(CatalogError) -> Set<TaskTicket>

  /// Counts tasks' results in one step with marking the tasks done.
  ///
  /// Attempts that a task skips are counted as `crashed` along with them. What the results name must
  /// be on the disk before. The answers are in the order of the completions.
  func complete(
    _ completions: [TaskCompletion]
  ) async throws(CatalogError) -> [CompletionAnswer]

  /// Gives a task back, undone; says what becomes of it.
  func fail(_ ticket: TaskTicket, cause: TaskFailure) async throws(CatalogError) -> TaskFate
}
