import GRDB

extension Catalog {
  /// Ends the jobs that have run for longer than their cap on wall time; what they kept stays.
  ///
  /// Returns their ids.
  public func endOverdueJobs() async throws(CatalogError) -> [String] {
    let time = now()
    let overdue = """
      SELECT id FROM jobs WHERE state IN ('running', 'paused') AND started_at IS NOT NULL
        AND ? - started_at >= json_extract(spec, '$.limits.wall_seconds') ORDER BY seq
      """

    // mostly there is none, and then nothing is written
    let found = try await read { db in
      try String.fetchAll(try db.cachedStatement(sql: overdue), arguments: [time])
    }
    guard !found.isEmpty else { return [] }
    return try await write { db in
      let ids = try String.fetchAll(try db.cachedStatement(sql: overdue), arguments: [time])
      for id in ids {
        try Self.finishJob(
          db, job: id, .succeeded, reason: .wallSeconds, error: nil, time: time)
      }
      return ids
    }
  }

  /// Ends a job at what its counts say.
  static func finishJob(
    _ db: Database, _ job: JobTally, _ end: JobStopReason, time: Double
  ) throws {
    let isHopeless = end == .successRate
    try finishJob(
      db, job: job.id, isHopeless ? .failed : .succeeded, reason: end,
      error: isHopeless ? try hopelessness(db, job) : nil, time: time)
  }

  /// Why a job is hopeless, in words: how it stands, and what goes wrong most.
  private static func hopelessness(_ db: Database, _ job: JobTally) throws -> String {
    let high = WilsonInterval.bounds(successes: job.successes, trials: job.attempts)?.high ?? 1
    let rate = "95 %: at most \(percent(high))"
    let start = "\(job.successes) of \(job.attempts) attempts succeeded (\(rate))"
    let record = try requireJob(db, id: job.id)
    let worst = record.failureCounts.max {
      ($0.count, $1.subtask ?? -1, $1.reason.rawValue)
        < ($1.count, $0.subtask ?? -1, $0.reason.rawValue)
    }
    guard let worst else { return start }
    let place = worst.subtask.map { " in \(record.subtaskName($0))" } ?? ""
    return "\(start); most often \(worst.reason.rawValue)\(place) (\(worst.count))"
  }

  /// A share with one digit after the point.
  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
