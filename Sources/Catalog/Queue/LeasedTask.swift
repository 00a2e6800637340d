import GRDB

/// The row of a task that is handed out.
struct LeasedTask {
  var id: String
  var job: Int
  /// Its place in the job's plan.
  var position: Int
  var scene: Int
  var firstMotion: Int
  var motions: Int
  var tries: Int
  /// How often each motion killed its worker.
  var crashes: [String: Int]
  var skipped: [Int]
  /// What was last said of it when it came back.
  var error: String?

  init(_ row: Row) throws {
    id = row["id"]
    job = row["job"]
    position = row["position"]
    scene = row["scene"]
    firstMotion = row["first_motion"]
    motions = row["motions"]
    tries = row["tries"]
    crashes = try CanonicalJSON.decode([String: Int].self, row["crashes"])
    skipped = try CanonicalJSON.decode([Int].self, row["skipped"])
    error = row["error"]
  }

  /// The task that a ticket still holds, or nil when the ticket is stale.
  static func fetch(_ db: Database, _ ticket: TaskTicket) throws -> LeasedTask? {
    let statement = try db.cachedStatement(
      sql: "SELECT * FROM tasks WHERE id = ? AND attempt = ? AND state = 'leased'")
    return try Row.fetchOne(statement, arguments: [ticket.task, ticket.attempt])
      .map(LeasedTask.init)
  }
}
