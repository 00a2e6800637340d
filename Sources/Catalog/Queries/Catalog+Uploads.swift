import GRDB

extension Catalog {
  /// Keeps a new upload.
  public func insertUpload(_ upload: UploadRecord) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: """
          INSERT INTO uploads
            (id, state, length, received, boot, metadata, task, filename, media_type, created_at,
             expires_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          upload.id, upload.state.rawValue, upload.length, upload.offset, upload.boot,
          upload.metadata, upload.task, upload.filename, upload.mediaType, upload.createdAt,
          upload.expiresAt,
        ])
    }
  }

  /// The upload of an id, or nil.
  public func upload(_ id: String) async throws(CatalogError) -> UploadRecord? {
    try await read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM uploads WHERE id = ?", arguments: [id])
        .map(Self.upload)
    }
  }

  /// The uploads in a state, oldest first.
  public func uploads(in state: UploadState) async throws(CatalogError) -> [UploadRecord] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM uploads WHERE state = ? ORDER BY created_at, id",
        arguments: [state.rawValue]
      ).map(Self.upload)
    }
  }

  /// Notes how far an upload has come: offset, boot, length, state, hash and expiry.
  public func noteUpload(_ upload: UploadRecord) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE uploads SET received = ?, boot = ?, length = ?, state = ?, sha256 = ?,
            expires_at = ?
          WHERE id = ? AND state = 'receiving'
          """,
        arguments: [
          upload.offset, upload.boot, upload.length, upload.state.rawValue, upload.sha256,
          upload.expiresAt, upload.id,
        ])
    }
  }

  /// Notes what became of an upload that was read.
  public func finishUpload(_ upload: UploadRecord) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE uploads SET state = ?, sha256 = ?, demonstrations = ?, problem = ?, expires_at = ?
          WHERE id = ? AND state = 'reading'
          """,
        arguments: [
          upload.state.rawValue, upload.sha256,
          try upload.demonstrations.map { try CanonicalJSON.text($0) }, upload.problem,
          upload.expiresAt, upload.id,
        ])
    }
  }

  /// Forgets an upload; false when it was not there.
  @discardableResult
  public func deleteUpload(_ id: String) async throws(CatalogError) -> Bool {
    try await write { db in
      try db.execute(sql: "DELETE FROM uploads WHERE id = ?", arguments: [id])
      return db.changesCount > 0
    }
  }

  /// The ids of the uploads whose time is over and that nobody reads.
  public func expiredUploads() async throws(CatalogError) -> [String] {
    let time = now()
    return try await read { db in
      try String.fetchAll(
        db,
        sql: "SELECT id FROM uploads WHERE expires_at < ? AND state <> 'reading' ORDER BY id",
        arguments: [time])
    }
  }

  /// The ids of all uploads.
  public func uploadIDs() async throws(CatalogError) -> Set<String> {
    try await read { db in try String.fetchSet(db, sql: "SELECT id FROM uploads") }
  }

  private static func upload(_ row: Row) throws -> UploadRecord {
    var upload = UploadRecord(
      id: row["id"], length: row["length"], metadata: row["metadata"], task: row["task"],
      filename: row["filename"], mediaType: row["media_type"], createdAt: row["created_at"],
      expiresAt: row["expires_at"])
    upload.state = UploadState(rawValue: row["state"]) ?? .refused
    upload.offset = row["received"]
    upload.boot = row["boot"]
    upload.sha256 = row["sha256"]
    upload.demonstrations = try (row["demonstrations"] as String?).map {
      try CanonicalJSON.decode([String].self, $0)
    }
    upload.problem = row["problem"]
    return upload
  }
}
