import GRDB

extension Catalog {
  /// How long the answers of keyed requests are remembered, seconds.
  public static let answerMemory = 86_400.0

  /// Claims a request's key; of many that do so at once exactly one hears `fresh`.
  public func claim(_ request: IdempotentRequest) async throws(CatalogError) -> IdempotencyAnswer {
    let time = now()
    return try await write { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT fingerprint, response FROM idempotency WHERE key = ? AND route = ?",
        arguments: [request.key, request.route])
      guard let row else {
        try db.execute(
          sql: """
            INSERT INTO idempotency (key, route, fingerprint, created_at) VALUES (?, ?, ?, ?)
            """, arguments: [request.key, request.route, request.fingerprint, time])
        return .fresh
      }
      guard row["fingerprint"] == request.fingerprint else { return .mismatch }
      guard let response = row["response"] as String? else { return .inFlight }
      return .replay(try CanonicalJSON.decode(StoredResponse.self, response))
    }
  }

  /// Keeps the response of a claimed request.
  public func finish(
    _ request: IdempotentRequest, response: StoredResponse
  ) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: "UPDATE idempotency SET response = ? WHERE key = ? AND route = ? AND fingerprint = ?",
        arguments: [
          try CanonicalJSON.text(response), request.key, request.route, request.fingerprint,
        ])
    }
  }

  /// Gives up a claimed request that had no effect, so that it may be sent again.
  public func release(_ request: IdempotentRequest) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: "DELETE FROM idempotency WHERE key = ? AND route = ? AND response IS NULL",
        arguments: [request.key, request.route])
    }
  }

  /// Forgets requests that are older than so many seconds.
  public func forgetRequests(olderThan age: Double) async throws(CatalogError) {
    let time = now()
    try await write { db in
      try db.execute(
        sql: "DELETE FROM idempotency WHERE created_at < ?", arguments: [time - age])
    }
  }
}
