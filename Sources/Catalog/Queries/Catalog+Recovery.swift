import GRDB

extension Catalog {
  /// Takes back what a previous life of the server had in work: leases, exports, open requests.
  ///
  /// Only for the one server of a catalog, before it starts work. What it takes back does not count
  /// as a try.
  ///
  /// - Returns: the number of leases taken back.
  @discardableResult
  public func recover() async throws(CatalogError) -> Int {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE tasks SET state = 'ready', worker = NULL, lease_until = NULL, ready_at = 0
          WHERE state = 'leased'
          """)
      let leases = db.changesCount
      try db.execute(
        sql: "UPDATE datasets SET state = 'queued', progress = 0 WHERE state = 'running'")
      try db.execute(sql: "UPDATE renders SET state = 'queued' WHERE state = 'running'")
      try db.execute(sql: "DELETE FROM idempotency WHERE response IS NULL")
      return leases
    }
  }

  /// Sums over everything.
  public func statistics() async throws(CatalogError) -> CatalogStatistics {
    try await read { db in
      let sums = try Row.fetchOne(
        db,
        sql: """
          SELECT coalesce(sum(attempts), 0) AS attempts, coalesce(sum(successes), 0) AS successes,
            coalesce(sum(cpu_seconds), 0.0) AS cpu_seconds,
            coalesce(sum(CASE WHEN state IN ('queued', 'running', 'paused')
              THEN total - attempts ELSE 0 END), 0) AS backlog FROM jobs
          """)
      let kept = try Row.fetchOne(
        db, sql: "SELECT count(*) AS episodes, coalesce(sum(bytes), 0) AS bytes FROM episodes")
      return CatalogStatistics(
        demonstrations: try Int.fetchOne(db, sql: "SELECT count(*) FROM demonstrations") ?? 0,
        jobs: try Self.counts(db, "SELECT state, count(*) FROM jobs GROUP BY state"),
        attempts: sums?["attempts"] ?? 0, successes: sums?["successes"] ?? 0,
        failures: try Self.counts(
          db,
          "SELECT reason, sum(count) FROM job_outcomes WHERE reason <> '' GROUP BY reason"),
        cpuSeconds: sums?["cpu_seconds"] ?? 0, episodes: kept?["episodes"] ?? 0,
        episodeBytes: kept?["bytes"] ?? 0,
        datasets: try Self.counts(db, "SELECT state, count(*) FROM datasets GROUP BY state"),
        backlog: sums?["backlog"] ?? 0,
        leased: try Int.fetchOne(db, sql: "SELECT count(*) FROM tasks WHERE state = 'leased'")
          ?? 0)
    }
  }

  private static func counts(_ db: Database, _ sql: String) throws -> [String: Int] {
    try Row.fetchAll(db, sql: sql).reduce(into: [:]) { $0[$1[0] as String] = $1[1] as Int }
  }
}
