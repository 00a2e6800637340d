import GRDB

extension Catalog {
  /// Changes a job that is not done: its priority from now on, its caps where that still can be.
  ///
  /// `plan` checks the changed specification and gives the motions of a task; the plan is made anew where
  /// nothing of it was handed out. A cap that is reached already ends the job.
  ///
  /// - Throws: `CatalogError.notFound`, `.conflict` for a job that is done and for a cap on attempts when
  ///   attempts are planned already, `.invalid` as `plan` says.
  public func changeJob(
    _ id: String, _ change: JobChange, plan: @Sendable (JobSpec) throws -> Int
  ) async throws(CatalogError) -> JobRecord {
    let time = now()
    return try await write { db in
      let job = try Self.requireJob(db, id: id)
      guard !job.done else {
        throw CatalogError.conflict("job \(id) is \(job.state.rawValue) already")
      }
      let spec = change.applied(to: job.spec)
      guard spec != job.spec else { return job }
      let batch = try plan(spec)
      let isPlanned =
        try Bool.fetchOne(db, sql: "SELECT planned > 0 FROM jobs WHERE id = ?", arguments: [id])
        ?? true
      if isPlanned {
        guard spec.total == job.total else {
          throw CatalogError.conflict(
            "attempts of job \(id) are planned already; max_attempts cannot change any more")
        }
      } else {
        try db.execute(
          sql: "UPDATE jobs SET total = ?, batch = ?, in_rounds = ? WHERE id = ?",
          arguments: [spec.total, batch, spec.mayEndEarly, id])
      }
      try db.execute(
        sql: "UPDATE jobs SET spec = ?, priority = ?, revision = revision + 1 WHERE id = ?",
        arguments: [try CanonicalJSON.text(spec), spec.priority, id])

      // what it has used up may be more than it may cost now
      let tally = try JobTally.fetch(db, job: try Self.jobSequence(db, id: id))
      if let end = tally.end { try Self.finishJob(db, tally, end, time: time) }
      return try Self.requireJob(db, id: id)
    }
  }

  /// Lets a job that failed or was cancelled go on where it was.
  ///
  /// What failed or was left undone is handed out again, with all its tries; what was counted stays
  /// counted. Its time starts anew.
  ///
  /// - Throws: `CatalogError.notFound`, or `.conflict` when it is not done, succeeded, or was hopeless
  ///   by its own rule.
  public func retryJob(
    _ id: String, owner: JobOwner? = nil
  ) async throws(CatalogError) -> JobRecord {
    try await write { db in
      let job = try Self.requireJob(db, id: id)
      guard job.state == .failed || job.state == .cancelled else {
        throw CatalogError.conflict("job \(id) is \(job.state.rawValue), not failed or cancelled")
      }
      guard job.stopReason != .successRate else {
        throw CatalogError.conflict(
          "job \(id) ended by its own stop_below, which it would meet again; ask for another job")
      }
      try db.execute(
        sql: """
          UPDATE tasks SET state = 'ready', tries = 0, crashes = '{}', skipped = '[]', ready_at = 0,
            error = NULL, results = NULL
          WHERE job = (SELECT seq FROM jobs WHERE id = ?) AND state IN ('failed', 'cancelled')
          """, arguments: [id])
      try db.execute(
        sql: """
          UPDATE jobs SET state = 'queued', error = NULL, stop_reason = NULL, started_at = NULL,
            finished_at = NULL, revision = revision + 1 WHERE id = ?
          """, arguments: [id])
      if let seq = try Int64.fetchOne(db, sql: "SELECT seq FROM jobs WHERE id = ?", arguments: [id])
      {
        try Self.own(db, job: seq, owner)
      }
      return try Self.requireJob(db, id: id)
    }
  }

  /// The latest jobs of a task and distribution that made attempts, newest first.
  public func pastJobs(
    task: String, distribution: String, atMost count: Int
  ) async throws(CatalogError) -> [PastJob] {
    try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, attempts, successes, cpu_seconds FROM jobs
          WHERE task = ? AND json_extract(spec, '$.scenes.distribution') = ? AND attempts > 0
          ORDER BY seq DESC LIMIT ?
          """, arguments: [task, distribution, count])
      return rows.map {
        PastJob(
          id: $0["id"], attempts: $0["attempts"], successes: $0["successes"],
          cpuSeconds: $0["cpu_seconds"])
      }
    }
  }
}
