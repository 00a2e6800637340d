import Episodes
import GRDB

/// Writes one task's results, and what they change in its job.
struct ResultWriter {
  let db: Database
  let task: LeasedTask
  let time: Double

  /// Writes all, or throws `CatalogError.invalid` before anything is written.
  ///
  /// Returns whether the job is over early with it, and tasks of it are left undone.
  func write(_ results: [AttemptResult]) throws -> Bool {
    var counter = try AttemptCounter(db, job: task.job, time: time)
    let results = try checked(results, demonstrations: counter.demonstrations)
    try db.cachedStatement(
      sql: """
        UPDATE tasks SET state = 'done', worker = NULL, lease_until = NULL, results = ?
        WHERE id = ?
        """
    ).execute(arguments: [
      counter.tally.inRounds ? try CanonicalJSON.text(results) : nil, task.id,
    ])
    if counter.tally.inRounds {
      return try Frontier(db: db, job: task.job).advance(from: task.position, &counter)
    }

    // in no order: all count at once
    for result in results { try counter.count(result) }
    try counter.store()
    guard let end = counter.tally.end else { return false }
    try Catalog.finishJob(db, counter.tally, end, time: time)
    return end.leavesTasks
  }

  /// What is said of an attempt that was taken out.
  private func crash(_ motion: Int) -> String {
    let count = task.crashes["\(motion)"] ?? SQLiteTaskQueue.mostCrashes
    let words = "the worker died \(count) times in this attempt"
    return task.error.map { "\(words); the last time: \($0)" } ?? words
  }

  /// The results in order of motion, with those of skipped motions, when they are complete.
  private func checked(
    _ results: [AttemptResult], demonstrations: Int
  ) throws -> [AttemptResult] {
    var all = results
    for motion in task.skipped {
      all.append(
        AttemptResult(
          outcome: AttemptOutcome(
            scene: task.scene, motion: motion, failure: .crashed, demonstration: -1, steps: 0,
            anyFrameSuccess: false, cpuSeconds: 0, detail: crash(motion))))
    }
    all.sort { $0.outcome.motion < $1.outcome.motion }
    let asked = Array(task.firstMotion..<(task.firstMotion + task.motions))
    guard all.map(\.outcome.motion) == asked,
      all.allSatisfy({ $0.outcome.scene == task.scene }),
      all.allSatisfy({ $0.outcome.succeeded == ($0.episode != nil) })
    else {
      throw CatalogError.invalid(
        field: "results",
        reason: "must be one for each motion of the task, with an episode for each success")
    }
    guard all.allSatisfy({ !$0.outcome.screened || !$0.outcome.succeeded }) else {
      throw CatalogError.invalid(
        field: "results", reason: "a screened attempt cannot be a success")
    }
    let named = all.flatMap { [$0.outcome.demonstration] + ($0.episode?.demonstrations ?? []) }
    guard named.allSatisfy({ $0 < demonstrations }),
      all.allSatisfy({ $0.episode?.demonstrations.contains { $0 < 0 } != true })
    else {
      throw CatalogError.invalid(
        field: "results", reason: "name demonstrations that the job does not have")
    }
    return all
  }
}
