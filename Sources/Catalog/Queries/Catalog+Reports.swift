import Episodes
import GRDB

extension Catalog {
  /// Where the attempts of a job were lost so far.
  ///
  /// Throws `CatalogError.notFound` when there is no such job.
  public func report(job id: String) async throws(CatalogError) -> JobReport {
    try await read { db in
      let job = try Self.requireJob(db, id: id)
      let outcomes = try Row.fetchAll(
        try db.cachedStatement(
          sql: """
            SELECT demonstration, subtask, reason, count FROM job_outcomes
            WHERE job = (SELECT seq FROM jobs WHERE id = ?)
            ORDER BY demonstration, subtask, reason
            """), arguments: [id])
      return JobReport(
        job,
        outcomes: outcomes.map { row in
          let subtask: Int = row["subtask"]
          return JobOutcomeCount(
            demonstration: row["demonstration"], subtask: subtask < 0 ? nil : subtask,
            reason: FailureReason(rawValue: row["reason"]), count: row["count"])
        })
    }
  }
}
