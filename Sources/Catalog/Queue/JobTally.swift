import Episodes
import GRDB

/// The sums in a job's row, and when they end it.
struct JobTally {
  let seq: Int
  let id: String
  let spec: JobSpec
  let total: Int
  let inRounds: Bool
  let startedAt: Double?
  var attempts: Int
  var successes: Int
  var anyFrameSuccesses: Int
  var screened: Int
  var cpuSeconds: Double

  static func fetch(_ db: Database, job: Int) throws -> JobTally {
    let statement = try db.cachedStatement(sql: "SELECT * FROM jobs WHERE seq = ?")
    guard let row = try Row.fetchOne(statement, arguments: [job]) else {
      throw CatalogError.notFound("the task's job")
    }
    return JobTally(
      seq: row["seq"], id: row["id"], spec: try CanonicalJSON.decode(JobSpec.self, row["spec"]),
      total: row["total"], inRounds: row["in_rounds"], startedAt: row["started_at"],
      attempts: row["attempts"], successes: row["successes"],
      anyFrameSuccesses: row["any_frame_successes"], screened: row["screened"],
      cpuSeconds: row["cpu_seconds"])
  }

  mutating func add(_ outcome: AttemptOutcome) {
    attempts += 1
    if outcome.succeeded { successes += 1 }
    if outcome.anyFrameSuccess { anyFrameSuccesses += 1 }
    if outcome.screened { screened += 1 }
    cpuSeconds += outcome.cpuSeconds
  }

  /// What the job has come to its end by, or nil when it goes on.
  ///
  /// Depends on the attempts counted alone, never on the clock, which `JobLimits.wallSeconds` is for.
  var end: JobStopReason? {
    if let goal = spec.goal, successes >= goal.successes { return .goal }
    if let rule = spec.stopBelow, rule.isHopeless(successes: successes, attempts: attempts) {
      return .successRate
    }
    if let most = spec.limits?.cpuSeconds, cpuSeconds >= most { return .cpuSeconds }
    guard attempts >= total else { return nil }
    return total < spec.pool ? .maxAttempts : .allAttempts
  }
}
