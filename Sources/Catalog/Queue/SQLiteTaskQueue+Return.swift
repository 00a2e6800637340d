import GRDB

extension SQLiteTaskQueue {
  /// Takes back tasks whose lease has run out.
  static func reap(_ db: Database, time: Double) throws {
    let statement = try db.cachedStatement(
      sql: "SELECT * FROM tasks WHERE state = 'leased' AND lease_until < ?")
    for row in try Row.fetchAll(statement, arguments: [time]) {
      let task = try LeasedTask(row)
      _ = try giveBack(db, task, cause: .killed(detail: "the lease ran out"), time: time)
    }
  }

  /// Decides what becomes of a task that comes back undone.
  static func giveBack(
    _ db: Database, _ task: LeasedTask, cause: TaskFailure, time: Double
  ) throws -> TaskFate {
    var task = task
    switch cause {
    case .released:
      try store(db, task, readyAt: 0, error: nil)
      return .again

    case .refused(let reason):
      try failJob(db, task, error: reason, time: time)
      return .jobFailed

    case .interrupted(let detail):
      return try retry(db, &task, most: mostTries, detail: detail, time: time)

    case .killed(let detail):
      return try retry(db, &task, most: mostKills, detail: detail, time: time)

    case .crashed(let motion, let detail):
      // too many deaths in the same attempt take that attempt out: progress, so tries start anew
      task.crashes["\(motion)", default: 0] += 1
      guard task.crashes["\(motion)"] == mostCrashes else {
        return try retry(db, &task, most: mostKills, detail: detail, time: time)
      }
      task.skipped = (task.skipped + [motion]).sorted()
      task.tries = 0
      try store(db, task, readyAt: 0, error: detail)
      try countRetry(db, task)
      return .skips(motion: motion)
    }
  }

  /// Hands the task out again after a pause, or gives up on it and its job.
  private static func retry(
    _ db: Database, _ task: inout LeasedTask, most: Int, detail: String, time: Double
  ) throws -> TaskFate {
    task.tries += 1
    guard task.tries < most else {
      let motions = "\(task.firstMotion) to \(task.firstMotion + task.motions - 1)"
      try failJob(
        db, task,
        error: """
          scene \(task.scene), motions \(motions) failed \(task.tries) times in a row; \
          the last time: \(detail)
          """, time: time)
      return .jobFailed
    }
    try store(db, task, readyAt: time + pause * Double(task.tries), error: detail)
    try countRetry(db, task)
    return .again
  }

  private static func store(
    _ db: Database, _ task: LeasedTask, readyAt: Double, error: String?
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE tasks SET state = 'ready', worker = NULL, lease_until = NULL, tries = ?,
          crashes = ?, skipped = ?, ready_at = ?, error = coalesce(?, error) WHERE id = ?
        """)
    try statement.execute(arguments: [
      task.tries, try CanonicalJSON.text(task.crashes), try CanonicalJSON.text(task.skipped),
      readyAt, error, task.id,
    ])
  }

  private static func countRetry(_ db: Database, _ task: LeasedTask) throws {
    try db.execute(
      sql: "UPDATE jobs SET retries = retries + 1, revision = revision + 1 WHERE seq = ?",
      arguments: [task.job])
  }

  private static func failJob(
    _ db: Database, _ task: LeasedTask, error: String, time: Double
  ) throws {
    try db.execute(
      sql: "UPDATE tasks SET state = 'failed', error = ? WHERE id = ?",
      arguments: [error, task.id])
    let id = try String.fetchOne(
      db, sql: "SELECT id FROM jobs WHERE seq = ?", arguments: [task.job])
    if let id { try Catalog.finishJob(db, job: id, .failed, error: error, time: time) }
  }
}
