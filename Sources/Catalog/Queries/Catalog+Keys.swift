import GRDB

extension Catalog {
  /// Makes a key and keeps its hash.
  ///
  /// - Returns: what is kept, and the key itself, which nobody can tell again.
  /// - Throws: `CatalogError.invalid` naming the field that cannot be.
  public func insertKey(_ request: KeyRequest) async throws(CatalogError) -> (StoredKey, KeyText) {
    let time = now()
    try request.check(at: time)
    let key = KeyText.make()
    let stored = StoredKey(
      record: KeyRecord(
        id: key.id, name: request.name,
        scopes: KeyScope.allCases.filter { request.scopes.contains($0) },
        limits: request.limits, createdAt: time, expiresAt: request.expiresAt),
      hash: key.hash)
    try await write { db in
      let record = stored.record
      try db.execute(
        sql: """
          INSERT INTO api_keys (id, hash, name, scopes, limits, created_at, expires_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          record.id, stored.hash, record.name, try CanonicalJSON.text(record.scopes),
          try CanonicalJSON.text(record.limits), record.createdAt, record.expiresAt,
        ])
    }
    return (stored, key)
  }

  /// All keys with their hashes.
  public func storedKeys() async throws(CatalogError) -> [StoredKey] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM api_keys ORDER BY seq").map { row in
        StoredKey(record: try Self.key(row), hash: row["hash"])
      }
    }
  }

  /// Keys, oldest first; those that were revoked or ran out, too.
  public func keys(page: PageRequest = PageRequest()) async throws(CatalogError) -> Page<KeyRecord>
  {
    try await read { db in
      try Self.page(
        db, list: "keys", table: "api_keys", order: .oldestFirst, page: page,
        record: Self.key)
    }
  }

  /// Ends a key for good; one that was revoked before stays as it is.
  ///
  /// - Throws: `CatalogError.notFound`.
  public func revokeKey(_ id: String) async throws(CatalogError) -> KeyRecord {
    let time = now()
    return try await write { db in
      try db.execute(
        sql: "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        arguments: [time, id])
      let row = try Row.fetchOne(db, sql: "SELECT * FROM api_keys WHERE id = ?", arguments: [id])
      guard let row else { throw CatalogError.notFound("key \(id)") }
      return try Self.key(row)
    }
  }

  /// Notes when a key was used.
  public func noteUse(ofKey id: String, at time: Double) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: "UPDATE api_keys SET last_used_at = ? WHERE id = ?", arguments: [time, id])
    }
  }

  private static func key(_ row: Row) throws -> KeyRecord {
    KeyRecord(
      id: row["id"], name: row["name"],
      scopes: try CanonicalJSON.decode([KeyScope].self, row["scopes"]),
      limits: try CanonicalJSON.decode(KeyLimits.self, row["limits"]),
      createdAt: row["created_at"], expiresAt: row["expires_at"], revokedAt: row["revoked_at"],
      lastUsedAt: row["last_used_at"])
  }
}
