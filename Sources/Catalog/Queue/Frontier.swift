import GRDB

/// Counts the tasks of a job in the order of its plan, whatever order they are done in.
///
/// The counted attempts are always a beginning of the plan, and the job ends at the first attempt, in
/// that order, that meets its goal or a cap: the same one on any number of workers. What was done beyond
/// it is dropped.
struct Frontier {
  let db: Database
  let job: Int

  /// Counts what has its turn now that the task at `position` is done.
  ///
  /// Returns whether the job is over early, and tasks of it are left undone.
  func advance(from position: Int, _ counter: inout AttemptCounter) throws -> Bool {
    let start = try Int.fetchOne(
      try db.cachedStatement(sql: "SELECT frontier FROM jobs WHERE seq = ?"), arguments: [job])
    guard start == position else { return false }

    // one task after the other, as far as they are done
    var next = position
    while let task = try doneTask(at: next) {
      for result in try CanonicalJSON.decode([AttemptResult].self, task.results) {
        try counter.count(result)
        guard let end = counter.tally.end else { continue }
        try forget(task.id)
        try move(to: next + 1)
        try counter.store()
        try Catalog.finishJob(db, counter.tally, end, time: counter.time)
        return end.leavesTasks
      }
      try forget(task.id)
      next += 1
    }
    try move(to: next)
    try counter.store()
    return false
  }

  private func doneTask(at position: Int) throws -> (id: String, results: String)? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, results FROM tasks
        WHERE job = ? AND state = 'done' AND position = ? AND results IS NOT NULL
        """)
    return try Row.fetchOne(statement, arguments: [job, position])
      .map { ($0["id"], $0["results"]) }
  }

  /// A counted task needs its results no more.
  private func forget(_ task: String) throws {
    try db.cachedStatement(sql: "UPDATE tasks SET results = NULL WHERE id = ?")
      .execute(arguments: [task])
  }

  private func move(to position: Int) throws {
    try db.cachedStatement(sql: "UPDATE jobs SET frontier = ? WHERE seq = ?")
      .execute(arguments: [position, job])
  }
}
