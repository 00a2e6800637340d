import GRDB

/// What a claim needs of a job's row.
struct OpenJob {
  var seq: Int
  var id: String
  var engineVersion: String
  var taskVersion: String
  var planned: Int
  var plan: TaskPlan
}

extension SQLiteTaskQueue {
  /// Jobs whose tasks are handed out, in the order of their turn.
  static func openJobs(_ db: Database) throws -> [OpenJob] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT seq, id, engine_version, task_version, planned, batch, in_rounds, total,
          json_extract(spec, '$.scenes.count') AS scenes,
          json_extract(spec, '$.motions.count') AS motions
        FROM jobs WHERE state IN ('queued', 'running') ORDER BY priority DESC, seq
        """)
    return try Row.fetchAll(statement).map { row in
      OpenJob(
        seq: row["seq"], id: row["id"], engineVersion: row["engine_version"],
        taskVersion: row["task_version"], planned: row["planned"],
        plan: TaskPlan(
          scenes: row["scenes"], motions: row["motions"], batch: row["batch"],
          inRounds: row["in_rounds"], attempts: row["total"]))
    }
  }

  /// Ids of tasks that may be handed out now, in the plan's order; plans more when they run short.
  static func readyTasks(
    _ db: Database, job: OpenJob, limit: Int, time: Double
  ) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id FROM tasks WHERE job = ? AND state = 'ready' AND ready_at <= ?
        ORDER BY position LIMIT ?
        """)
    var planned = job.planned
    while true {
      let ids = try String.fetchAll(statement, arguments: [job.seq, time, limit])
      if ids.count == limit || planned == job.plan.count { return ids }
      let end = min(job.plan.count, planned + max(planChunk, limit))
      try plan(db, job: job, positions: planned..<end)
      planned = end
    }
  }

  /// Writes tasks of a job's plan into the table.
  private static func plan(_ db: Database, job: OpenJob, positions: Range<Int>) throws {
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO tasks (id, job, position, scene, first_motion, motions, state)
        VALUES (?, ?, ?, ?, ?, ?, 'ready')
        """)
    for position in positions {
      let item = job.plan.item(at: position)
      let id = job.plan.id(
        of: item, job: job.id, engineVersion: job.engineVersion, taskVersion: job.taskVersion)
      try insert.execute(arguments: [
        id, job.seq, position, item.scene, item.firstMotion, item.motions,
      ])
    }
    try db.execute(
      sql: "UPDATE jobs SET planned = ? WHERE seq = ?", arguments: [positions.upperBound, job.seq])
  }

  static func lease(_ db: Database, task: String, worker: String, until: Double) throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE tasks SET state = 'leased', attempt = attempt + 1, worker = ?, lease_until = ?
        WHERE id = ?
        """)
    try statement.execute(arguments: [worker, until, task])
  }

  /// Reads what a worker needs to do a leased task.
  static func claim(_ db: Database, task id: String) throws -> TaskClaim? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT tasks.*, jobs.id AS job_id, jobs.spec, jobs.engine_version, jobs.task_version
        FROM tasks JOIN jobs ON jobs.seq = tasks.job WHERE tasks.id = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
    let hashes = try String.fetchAll(
      try db.cachedStatement(
        sql: "SELECT sha256 FROM job_demonstrations WHERE job = ? ORDER BY position"),
      arguments: [row["job"] as Int])
    let skipped = try CanonicalJSON.decode([Int].self, row["skipped"])
    let first: Int = row["first_motion"]
    return TaskClaim(
      ticket: TaskTicket(task: id, attempt: row["attempt"]), job: row["job_id"],
      spec: try CanonicalJSON.decode(JobSpec.self, row["spec"]), demonstrations: hashes,
      engineVersion: row["engine_version"], taskVersion: row["task_version"],
      scene: row["scene"],
      motions: (first..<(first + row["motions"])).filter { !skipped.contains($0) },
      skipped: skipped, tries: row["tries"])
  }

  static func markRunning(_ db: Database, job: OpenJob, time: Double) throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE jobs SET state = 'running', started_at = coalesce(started_at, ?),
          revision = revision + 1
        WHERE seq = ? AND state = 'queued'
        """)
    try statement.execute(arguments: [time, job.seq])
    guard db.changesCount == 1 else { return }
    try Catalog.tell(db, job: job.seq, .jobStarted, time: time)
  }
}
