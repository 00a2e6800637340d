/// Work for workers: batches of attempts, handed out under leases, counted once.
///
/// Each hand-out has an attempt number. It fences: what an earlier holder says after the task was
/// handed out again, or its job cancelled, is stale and changes nothing. Nothing here assumes that
/// workers are local.
public protocol TaskQueue: Sendable {
  /// Hands out up to `limit` tasks for `lease` seconds: of jobs with the highest priority first,
  /// then of the oldest.
  func claim(worker: String, limit: Int, lease: Double) async throws(CatalogError) -> [TaskClaim]

  /// Lengthens a lease to `lease` seconds from now; false when the ticket is stale.
  func heartbeat(_ ticket: TaskTicket, lease: Double) async throws(CatalogError) -> Bool

  /// Counts a task's results in one step with marking it done; false when the ticket is stale.
  ///
  /// Attempts that the task skips are counted as `crashed` along with them.
  ///
  /// - Throws: `CatalogError.invalid` when the results are not exactly those asked for.
  func complete(_ ticket: TaskTicket, results: [AttemptResult]) async throws(CatalogError) -> Bool

  /// Gives a task back, undone; says what becomes of it.
  func fail(_ ticket: TaskTicket, cause: TaskFailure) async throws(CatalogError) -> TaskFate
}
