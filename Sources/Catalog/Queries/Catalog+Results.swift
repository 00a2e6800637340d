import Episodes
import GRDB

extension Catalog {
  /// The counted attempts of a job by scene and motion, those that a filter lets through.
  public func attempts(
    job: String, filter: AttemptFilter = AttemptFilter(), page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<AttemptRecord> {
    try await read { db in
      try page.check()
      let list = "attempts/\(job)/\(filter.name)"
      let after = try page.token.map { try PageToken.decode(list, $0, count: 2) } ?? [-1, -1]
      let seq = try Self.jobSequence(db, id: job)
      let statement = try db.cachedStatement(
        sql: """
          SELECT * FROM attempts WHERE job = ? AND (scene, motion) > (?, ?) AND \(filter.condition)
          ORDER BY scene, motion LIMIT ?
          """)
      let rows = try Row.fetchAll(
        statement,
        arguments: StatementArguments(
          [seq, after[0], after[1]] + filter.arguments + [page.size + 1]))
      let shown = rows.prefix(page.size)
      var token: String?
      if rows.count > page.size, let last = shown.last {
        token = PageToken.encode(list, [last["scene"], last["motion"]])
      }
      return Page(records: shown.map { Self.attempt($0, job: job) }, nextPageToken: token)
    }
  }

  /// The episode of an id, or nil.
  public func episode(_ id: String) async throws(CatalogError) -> EpisodeRecord? {
    try await read { db in
      let statement = try db.cachedStatement(sql: "\(Self.episodes) WHERE id = ?")
      return try Row.fetchOne(statement, arguments: [id]).map(Self.episode)
    }
  }

  static func jobSequence(_ db: Database, id: String) throws -> Int {
    let statement = try db.cachedStatement(sql: "SELECT seq FROM jobs WHERE id = ?")
    guard let seq = try Int.fetchOne(statement, arguments: [id]) else {
      throw CatalogError.notFound("job \(id)")
    }
    return seq
  }

  /// Episodes beside what their job says of them.
  static let episodes = """
    SELECT episodes.*, (SELECT id FROM jobs WHERE seq = episodes.job) AS job_id,
      (SELECT task FROM jobs WHERE seq = episodes.job) AS task FROM episodes
    """

  static func episode(_ row: Row) throws -> EpisodeRecord {
    EpisodeRecord(
      id: row["id"], job: row["job_id"], scene: row["scene"], motion: row["motion"],
      task: row["task"],
      demonstrations: try CanonicalJSON.decode([String].self, row["demonstrations"]),
      steps: row["steps"], blob: row["blob"], bytes: row["bytes"], stateHash: row["state_hash"],
      anyFrameSuccess: row["any_frame_success"],
      metrics: try CanonicalJSON.decode([String: Double].self, row["metrics"]),
      traits: try (row["traits"] as String?).map {
        try CanonicalJSON.decode(EpisodeTraits.self, $0)
      }, createdAt: row["created_at"])
  }

  private static func attempt(_ row: Row, job: String) -> AttemptRecord {
    AttemptRecord(
      job: job, scene: row["scene"], motion: row["motion"],
      failure: (row["failure"] as String?).flatMap(FailureReason.init), subtask: row["subtask"],
      demonstration: row["demonstration"], steps: row["steps"],
      anyFrameSuccess: row["any_frame_success"], screened: row["screened"],
      cpuSeconds: row["cpu_seconds"], detail: row["detail"], createdAt: row["created_at"])
  }
}
