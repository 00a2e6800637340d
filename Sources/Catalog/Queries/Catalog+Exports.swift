import GRDB

extension Catalog {
  /// Takes the oldest dataset that waits for its export and marks it running, or nil.
  public func claimExport() async throws(CatalogError) -> DatasetRecord? {
    try await write { db in
      let seq = try Int.fetchOne(
        db, sql: "SELECT seq FROM datasets WHERE state = 'queued' ORDER BY seq LIMIT 1")
      guard let seq else { return nil }
      try db.execute(
        sql: """
          UPDATE datasets SET state = 'running', progress = 0, error = NULL WHERE seq = ?
          """, arguments: [seq])
      return try Self.requireDataset(db, "seq = ?", [seq])
    }
  }

  /// Notes how far an export has come, 0 to 1.
  public func progressExport(
    _ name: String, version: Int, progress: Double
  ) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE datasets SET progress = ? WHERE name = ? AND version = ? AND state = 'running'
          """, arguments: [progress, name, version])
    }
  }

  /// Ends an export: ready with its manifest, or failed with the error.
  public func finishExport(
    _ name: String, version: Int, result: Result<DatasetManifest, CatalogError>
  ) async throws(CatalogError) {
    let time = now()
    try await write { db in
      var manifest: String?
      var error: String?
      switch result {
      case .success(let value): manifest = try CanonicalJSON.text(value)
      case .failure(let failure): error = failure.description
      }
      try db.execute(
        sql: """
          UPDATE datasets SET state = ?, progress = ?, manifest = ?, error = ?, finished_at = ?
          WHERE name = ? AND version = ? AND state = 'running'
          """,
        arguments: [
          error == nil ? "ready" : "failed", error == nil ? 1 : 0, manifest, error, time, name,
          version,
        ])
      guard db.changesCount == 1 else { return }
      let record = try Self.requireDataset(db, "name = ? AND version = ?", [name, version])
      try Self.tell(
        db, error == nil ? .datasetReady : .datasetFailed, subject: "\(name)/\(version)", time: time
      ) { DatasetNews(record) }
    }
  }

  /// Puts an export that was stopped back into the queue; `reason` says what it waits for.
  public func releaseExport(
    _ name: String, version: Int, reason: String? = nil
  ) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE datasets SET state = 'queued', progress = 0, error = ?
          WHERE name = ? AND version = ? AND state = 'running'
          """, arguments: [reason, name, version])
    }
  }
}
