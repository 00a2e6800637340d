import GRDB

/// The task queue in the catalog's own file: a result and its task's end are one transaction.
public struct SQLiteTaskQueue: TaskQueue {
  let catalog: Catalog

  /// How often a task may come back undone in a row before its job fails.
  public static let mostTries = 3
  /// The same for workers that somebody from outside killed, for instance for their memory.
  public static let mostKills = 10
  /// How often the same attempt may kill its worker before it is counted as crashed.
  public static let mostCrashes = 3
  /// Seconds before a task that came back is handed out again, times its tries.
  static let pause = 0.2
  /// Tasks planned at a time.
  static let planChunk = 32

  public init(_ catalog: Catalog) { self.catalog = catalog }

  public func claim(
    worker: String, limit: Int, lease: Double
  ) async throws(CatalogError) -> [TaskClaim] {
    let time = catalog.now()
    return try await catalog.write { db in
      try Self.reap(db, time: time)
      var claims: [TaskClaim] = []
      for job in try Self.openJobs(db) where claims.count < limit {
        let ids = try Self.readyTasks(db, job: job, limit: limit - claims.count, time: time)
        for id in ids {
          try Self.lease(db, task: id, worker: worker, until: time + lease)
          if let claim = try Self.claim(db, task: id) { claims.append(claim) }
        }
        if !ids.isEmpty { try Self.markRunning(db, job: job, time: time) }
      }
      return claims
    }
  }

  public func heartbeat(
    _ tickets: [TaskTicket], lease: Double
  ) async throws(CatalogError) -> Set<TaskTicket> {
    let time = catalog.now()
    return try await catalog.write { db in
      let statement = try db.cachedStatement(
        sql: "UPDATE tasks SET lease_until = ? WHERE id = ? AND attempt = ? AND state = 'leased'")
      var held: Set<TaskTicket> = []
      for ticket in tickets {
        try statement.execute(arguments: [time + lease, ticket.task, ticket.attempt])
        if db.changesCount == 1 { held.insert(ticket) }
      }
      return held
    }
  }

  public func complete(
    _ completions: [TaskCompletion]
  ) async throws(CatalogError) -> [CompletionAnswer] {
    let time = catalog.now()
    return try await catalog.write { db in
      try completions.map { completion in
        guard let task = try LeasedTask.fetch(db, completion.ticket) else { return .stale }
        do {
          return try ResultWriter(db: db, task: task, time: time).write(completion.results)
            ? .ended : .counted
        } catch CatalogError.invalid(_, let reason) {
          return .invalid(reason: reason)
        }
      }
    }
  }

  public func fail(
    _ ticket: TaskTicket, cause: TaskFailure
  ) async throws(CatalogError) -> TaskFate {
    let time = catalog.now()
    return try await catalog.write { db in
      guard let task = try LeasedTask.fetch(db, ticket) else { return .stale }
      return try Self.giveBack(db, task, cause: cause, time: time)
    }
  }
}
