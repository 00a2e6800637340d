import Foundation
import GRDB

extension Catalog {
  /// Accepts a job; its tasks of `batch` motions are planned as they are claimed.
  ///
  /// `subtasks` are the names of the task's subtasks, for reports.
  /// A second call with the same `requestKey` and spec returns the first call's job.
  ///
  /// - Throws: `CatalogError.notFound` when a demonstration is not there, `.exhausted` when the owner
  ///   has too many unfinished jobs.
  public func insertJob(
    _ spec: JobSpec, engineVersion: String, taskVersion: String, batch: Int,
    subtasks: [String] = [], requestKey: String? = nil, owner: JobOwner? = nil
  ) async throws(CatalogError) -> JobRecord {
    let time = now()
    return try await write { db in
      let text = try CanonicalJSON.text(spec)
      if let requestKey, let known = try Self.job(db, requestKey: requestKey, spec: text) {
        return known
      }

      // the id is a hash of the request, its place and its time
      let place = try Int.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) + 1 FROM jobs") ?? 1
      let hash = BlobStore.sha256(Data("\(place)\n\(time)\n\(text)".utf8))
      let id = "job_" + hash.prefix(16)
      try db.execute(
        sql: """
          INSERT INTO jobs (id, request_key, state, spec, task, engine_version, task_version,
            priority, batch, in_rounds, total, subtasks, created_at)
          VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, requestKey, text, spec.task, engineVersion, taskVersion, spec.priority, batch,
          spec.mayEndEarly, spec.total, try CanonicalJSON.text(subtasks), time,
        ])
      let seq = db.lastInsertedRowID
      try Self.own(db, job: seq, owner)

      // the demonstrations are noted with their hashes, in the job's order
      for (position, demonstration) in spec.demonstrations.enumerated() {
        guard let record = try Self.demonstration(db, id: demonstration) else {
          throw CatalogError.notFound("demonstration \(demonstration)")
        }
        try db.execute(
          sql: "INSERT INTO job_demonstrations (job, position, id, sha256) VALUES (?, ?, ?, ?)",
          arguments: [seq, position, record.id, record.sha256])
      }
      return try Self.requireJob(db, id: id)
    }
  }

  /// The job of an id, or nil.
  public func job(_ id: String) async throws(CatalogError) -> JobRecord? {
    try await read { db in try Self.job(db, id: id) }
  }

  /// Jobs, newest first; of one state when it is named.
  public func jobs(
    state: JobState? = nil, page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<JobRecord> {
    try await read { db in
      try Self.page(
        db, list: "jobs/\(state?.rawValue ?? "")", table: "jobs",
        filter: state == nil ? "TRUE" : "state = ?", arguments: state.map { [$0.rawValue] } ?? [],
        order: .newestFirst, page: page
      ) { row in try Self.job(db, row: row) }
    }
  }

  /// Moves a job to a state by a person's will: paused, queued (to resume) or cancelled.
  ///
  /// Asking for the state that it is in changes nothing. Cancelling makes all its leases stale.
  ///
  /// - Throws: `CatalogError.notFound`, or `.conflict` when the job is finished otherwise.
  public func steerJob(
    _ id: String, to state: JobState
  ) async throws(CatalogError) -> JobRecord {
    let time = now()
    return try await write { db in
      let job = try Self.requireJob(db, id: id)
      if job.state == state { return job }
      guard !job.done else {
        throw CatalogError.conflict("job \(id) is \(job.state.rawValue) already")
      }
      switch state {
      case .paused:
        try Self.setState(db, job: id, .paused)
      case .queued:
        guard job.state == .paused else { return job }
        try Self.setState(db, job: id, job.startedAt == nil ? .queued : .running)
      case .cancelled:
        try Self.finishJob(db, job: id, .cancelled, error: nil, time: time)
      case .running, .succeeded, .failed:
        throw CatalogError.conflict("a job cannot be told to be \(state.rawValue)")
      }
      return try Self.requireJob(db, id: id)
    }
  }

  static func setState(_ db: Database, job id: String, _ state: JobState) throws {
    try db.execute(
      sql: "UPDATE jobs SET state = ?, revision = revision + 1 WHERE id = ?",
      arguments: [state.rawValue, id])
  }

  /// Ends a job: its open tasks are cancelled, so that every lease is stale, and what was done before its
  /// turn is dropped.
  static func finishJob(
    _ db: Database, job id: String, _ state: JobState, reason: JobStopReason? = nil,
    error: String?, time: Double
  ) throws {
    try db.execute(
      sql: """
        UPDATE tasks SET state = 'cancelled', worker = NULL, lease_until = NULL, results = NULL
        WHERE job = (SELECT seq FROM jobs WHERE id = ?)
          AND (state IN ('ready', 'leased') OR results IS NOT NULL)
        """, arguments: [id])
    try db.execute(
      sql: """
        UPDATE jobs SET state = ?, stop_reason = ?, error = ?, finished_at = ?,
          revision = revision + 1 WHERE id = ?
        """, arguments: [state.rawValue, reason?.rawValue, error, time, id])
    let type: WebhookEventType =
      switch state {
      case .succeeded: .jobSucceeded
      case .cancelled: .jobCancelled
      default: .jobFailed
      }
    try tell(db, job: try jobSequence(db, id: id), type, time: time)
  }

  static func requireJob(_ db: Database, id: String) throws -> JobRecord {
    guard let job = try job(db, id: id) else { throw CatalogError.notFound("job \(id)") }
    return job
  }

  private static func job(_ db: Database, id: String) throws -> JobRecord? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM jobs WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map { try job(db, row: $0) }
  }

  private static func job(
    _ db: Database, requestKey: String, spec: String
  ) throws -> JobRecord? {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM jobs WHERE request_key = ?", arguments: [requestKey])
    guard let row else { return nil }
    if row["spec"] == spec { return try job(db, row: row) }

    // keys are forgotten after a day, and may then be used for something else
    try db.execute(
      sql: "UPDATE jobs SET request_key = NULL WHERE request_key = ?", arguments: [requestKey])
    return nil
  }
}
