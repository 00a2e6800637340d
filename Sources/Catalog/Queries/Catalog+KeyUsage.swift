import GRDB

extension Catalog {
  /// Bytes that a key uploaded on a day, counted from 1970 in UTC.
  public func uploadedBytes(key: String, day: Int) async throws(CatalogError) -> Int {
    try await read { db in try Self.uploadedBytes(db, key: key, day: day) }
  }

  /// Counts bytes that a key uploaded on a day, unless they go past a limit.
  ///
  /// - Returns: the day's sum before these bytes, and whether they were counted.
  public func countUpload(
    of bytes: Int, key: String, day: Int, limit: Int
  ) async throws(CatalogError) -> (before: Int, isCounted: Bool) {
    try await write { db in
      let before = try Self.uploadedBytes(db, key: key, day: day)
      guard bytes <= limit - before else { return (before, false) }
      try db.execute(
        sql: """
          INSERT INTO api_key_uploads (key, day, bytes) VALUES (?, ?, ?)
          ON CONFLICT (key, day) DO UPDATE SET bytes = bytes + excluded.bytes
          """, arguments: [key, day, bytes])
      // earlier days are of no use any more
      try db.execute(
        sql: "DELETE FROM api_key_uploads WHERE key = ? AND day < ?", arguments: [key, day - 1])
      return (before, true)
    }
  }

  private static func uploadedBytes(_ db: Database, key: String, day: Int) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT bytes FROM api_key_uploads WHERE key = ? AND day = ?",
      arguments: [key, day]) ?? 0
  }

  /// Notes whose a new job is, within the transaction that makes it.
  ///
  /// - Throws: `CatalogError.exhausted` when its key has too many unfinished ones.
  static func own(_ db: Database, job seq: Int64, _ owner: JobOwner?) throws {
    guard let owner else { return }
    try db.execute(
      sql: "UPDATE jobs SET api_key = ? WHERE seq = ?", arguments: [owner.key, seq])
    guard let limit = owner.unfinishedJobs else { return }
    let count =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM jobs
          WHERE api_key = ? AND state IN ('queued', 'running', 'paused')
          """, arguments: [owner.key]) ?? 0
    guard count <= limit else {
      throw CatalogError.exhausted("the key has \(limit) unfinished jobs already")
    }
  }
}
