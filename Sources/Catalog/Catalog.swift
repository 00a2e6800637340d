import GRDB

/// What is known of demonstrations, jobs, attempts, episodes and datasets: one SQLite file.
///
/// Only one process opens it. A commit is on the disk when a call returns (WAL, `synchronous=FULL`).
public final class Catalog: Sendable {
  let pool: DatabasePool
  let now: WallClock

  /// Opens or makes the catalog of a file.
  ///
  /// - Parameters:
  ///   - path: the database's path; its folder must exist.
  ///   - now: the clock that stamps every record and measures leases.
  /// - Throws: `CatalogError` when the file is no catalog or cannot be written.
  public init(path: String, now: @escaping WallClock = systemClock) throws(CatalogError) {
    self.now = now
    do {
      var configuration = Configuration()
      configuration.label = "catalog"
      configuration.foreignKeysEnabled = true
      pool = try DatabasePool(path: path, configuration: configuration)

      // GRDB lowers it to NORMAL when it turns WAL on, so it is raised after opening
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
      }
      let migrator = CatalogSchema.migrator
      let unknown = try pool.read { db in
        try migrator.appliedIdentifiers(db).subtracting(migrator.migrations)
      }
      guard unknown.isEmpty else {
        throw CatalogError.conflict(
          "\(path) was written by a newer demomill (schema \(unknown.sorted().joined(separator: ", "))"
            + "; this one knows up to \(migrator.migrations.last ?? "none")): start that one")
      }
      try migrator.migrate(pool)
    } catch { throw CatalogError(error) }
  }

  /// Runs a query on a reader.
  func read<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) async throws(CatalogError) -> Value {
    do { return try await pool.read(body) } catch { throw CatalogError(error) }
  }

  /// Runs one transaction on the writer.
  func write<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) async throws(CatalogError) -> Value {
    do { return try await pool.write(body) } catch { throw CatalogError(error) }
  }

  /// Throws `CatalogError` unless a transaction that writes can be begun; writes nothing.
  public func probe() async throws(CatalogError) {
    do {
      try await pool.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) { .rollback }
      }
    } catch { throw CatalogError(error) }
  }

  /// Closes the file, after which nothing can be asked any more.
  public func close() throws(CatalogError) {
    do { try pool.close() } catch { throw CatalogError(error) }
  }

  /// Whether the file is sound: `ok`, or what SQLite complains of; counts broken foreign keys too.
  public func check() async throws(CatalogError) -> String {
    try await write { db in
      let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
      let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
      var complaints = integrity == ["ok"] ? [] : integrity
      if orphans > 0 { complaints.append("\(orphans) broken foreign keys") }
      if synchronous != 2 { complaints.append("synchronous is \(synchronous), not FULL") }
      return complaints.isEmpty ? "ok" : complaints.joined(separator: "; ")
    }
  }
}
