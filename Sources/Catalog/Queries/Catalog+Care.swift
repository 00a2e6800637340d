import GRDB

extension Catalog {
  /// Writes a copy of the catalog as it is at one moment, while others go on reading and writing.
  ///
  /// The copy is one sound file on the disk when the call returns. It keeps the calling thread busy.
  ///
  /// - Throws: `CatalogError`, also when the copy is not sound; then there is none.
  public func backUp(to path: String) throws(CatalogError) {
    do {
      do {
        let copy = try DatabaseQueue(path: path)
        try pool.backup(to: copy)
        // one file, not three
        let mode = try copy.writeWithoutTransaction { db in
          try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
        }
        let found = try copy.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        try copy.close()
        guard mode == "delete", found == ["ok"] else {
          throw CatalogError.storage("the copy is not sound: \(found.joined(separator: "; "))")
        }
        try DurableFile.sync(path)
      } catch {
        try? DurableFile.remove(path)
        throw error
      }
    } catch BlobError.full {
      throw .full
    } catch let error as BlobError {
      throw .storage(error.description)
    } catch { throw CatalogError(error) }
  }

  /// Takes a ready dataset whose file is no longer what it was out of use, and says why.
  public func markDamaged(
    _ name: String, version: Int, reason: String
  ) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE datasets SET state = 'failed', error = ?
          WHERE name = ? AND version = ? AND state = 'ready'
          """, arguments: [reason, name, version])
    }
  }

  /// Says of all datasets and renders that wait what they wait for.
  public func noteWaiting(_ reason: String) async throws(CatalogError) {
    let waiting = """
      SELECT (SELECT count(*) FROM datasets WHERE state = 'queued' AND error IS NOT ?)
        + (SELECT count(*) FROM renders WHERE state = 'queued' AND error IS NOT ?)
      """
    let count = try await read { db in
      try Int.fetchOne(db, sql: waiting, arguments: [reason, reason]) ?? 0
    }
    guard count > 0 else { return }
    try await write { db in
      for table in ["datasets", "renders"] {
        try db.execute(
          sql: "UPDATE \(table) SET error = ? WHERE state = 'queued' AND error IS NOT ?",
          arguments: [reason, reason])
      }
    }
  }
}
