import Episodes
import GRDB

extension Catalog {
  /// Reads a job's row and adds up its outcomes.
  static func job(_ db: Database, row: Row) throws -> JobRecord {
    let spec = try CanonicalJSON.decode(JobSpec.self, row["spec"])
    let outcomes = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT demonstration, subtask, reason, count FROM job_outcomes WHERE job = ?
          ORDER BY subtask, reason
          """), arguments: [row["seq"] as Int])

    // one pass fills both tables: by subtask and reason, and by demonstration
    var failures: [JobFailureCount] = []
    var demonstrations = spec.demonstrations.map {
      JobDemonstrationCount(demonstration: $0, attempts: 0, successes: 0)
    }
    for outcome in outcomes {
      let count: Int = outcome["count"]
      let reason = FailureReason(rawValue: outcome["reason"])
      if let reason {
        let subtask: Int = outcome["subtask"]
        let place = subtask < 0 ? nil : subtask
        if let last = failures.indices.last, failures[last].subtask == place,
          failures[last].reason == reason
        {
          failures[last].count += count
        } else {
          failures.append(JobFailureCount(subtask: place, reason: reason, count: count))
        }
      }
      let index: Int = outcome["demonstration"]
      if demonstrations.indices.contains(index) {
        demonstrations[index].attempts += count
        if reason == nil { demonstrations[index].successes += count }
      }
    }
    return JobRecord(
      id: row["id"], state: JobState(rawValue: row["state"]) ?? .failed, spec: spec,
      engineVersion: row["engine_version"], taskVersion: row["task_version"], total: row["total"],
      attempts: row["attempts"], successes: row["successes"],
      anyFrameSuccesses: row["any_frame_successes"], screened: row["screened"],
      subtaskNames: try CanonicalJSON.decode([String].self, row["subtasks"]),
      stopReason: (row["stop_reason"] as String?).flatMap(JobStopReason.init),
      failureCounts: failures,
      demonstrationCounts: demonstrations, retries: row["retries"],
      cpuSeconds: row["cpu_seconds"], revision: row["revision"], createdAt: row["created_at"],
      startedAt: row["started_at"], finishedAt: row["finished_at"], error: row["error"],
      etaSeconds: nil)
  }
}
