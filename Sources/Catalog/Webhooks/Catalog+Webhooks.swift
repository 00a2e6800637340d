import Foundation
import GRDB

extension Catalog {
  /// The most webhooks that there can be.
  public static let mostWebhooks = 100

  /// Keeps a new webhook; the secret is given this once.
  ///
  /// A second call with the same `requestKey` returns what the first call made.
  ///
  /// - Throws: `CatalogError.conflict` when there are too many.
  public func insertWebhook(
    url: String, events: [WebhookEventType], description: String = "", active: Bool = true,
    requestKey: String? = nil
  ) async throws(CatalogError) -> (record: WebhookRecord, secret: WebhookSecret) {
    let time = now()
    return try await write { db in
      if let requestKey,
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM webhooks WHERE request_key = ?", arguments: [requestKey])
      {
        return (try Self.webhook(row), WebhookSecret(text: row["secret"]))
      }
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM webhooks") ?? 0
      guard count < Self.mostWebhooks else {
        throw CatalogError.conflict("there are \(count) webhooks already")
      }
      let secret = WebhookSecret.random()
      let place = try Int.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) + 1 FROM webhooks") ?? 1
      let hash = BlobStore.sha256(Data("\(place)\n\(time)\n\(url)".utf8))
      try db.execute(
        sql: """
          INSERT INTO webhooks (id, request_key, url, events, description, active, secret, created_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          "wh_" + hash.prefix(16), requestKey, url, try CanonicalJSON.text(events), description,
          active, secret.text, time,
        ])
      let row = try Self.requireWebhookRow(db, "wh_" + hash.prefix(16))
      return (try Self.webhook(row), secret)
    }
  }

  /// The webhook of an id, or nil.
  public func webhook(_ id: String) async throws(CatalogError) -> WebhookRecord? {
    try await read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM webhooks WHERE id = ?", arguments: [id])
        .map(Self.webhook)
    }
  }

  /// Webhooks, oldest first.
  public func webhooks(
    page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<WebhookRecord> {
    try await read { db in
      try Self.page(
        db, list: "webhooks", table: "webhooks", order: .oldestFirst, page: page,
        record: Self.webhook)
    }
  }

  /// Changes what is said; the rest stays.
  ///
  /// One that is made active again loses its note.
  ///
  /// - Throws: `CatalogError.notFound`.
  public func changeWebhook(
    _ id: String, url: String? = nil, events: [WebhookEventType]? = nil,
    description: String? = nil, active: Bool? = nil
  ) async throws(CatalogError) -> WebhookRecord {
    try await write { db in
      let known = try Self.webhook(try Self.requireWebhookRow(db, id))
      try db.execute(
        sql: """
          UPDATE webhooks SET url = ?, events = ?, description = ?, active = ?, note = ?
          WHERE id = ?
          """,
        arguments: [
          url ?? known.url, try CanonicalJSON.text(events ?? known.events),
          description ?? known.description, active ?? known.active,
          active == true ? nil : known.note, id,
        ])
      return try Self.webhook(try Self.requireWebhookRow(db, id))
    }
  }

  /// Gives a webhook a new secret; messages are signed with both for a day.
  ///
  /// - Throws: `CatalogError.notFound`.
  public func rotateSecret(
    ofWebhook id: String
  ) async throws(CatalogError) -> (record: WebhookRecord, secret: WebhookSecret) {
    let time = now()
    return try await write { db in
      let secret = WebhookSecret.random()
      try db.execute(
        sql: """
          UPDATE webhooks SET old_secret = secret, old_secret_until = ?, secret = ? WHERE id = ?
          """, arguments: [time + WebhookSecret.overlap, secret.text, id])
      return (try Self.webhook(try Self.requireWebhookRow(db, id)), secret)
    }
  }

  /// Forgets a webhook with all its deliveries.
  ///
  /// - Throws: `CatalogError.notFound`.
  public func deleteWebhook(_ id: String) async throws(CatalogError) {
    try await write { db in
      _ = try Self.requireWebhookRow(db, id)
      try db.execute(sql: "DELETE FROM webhooks WHERE id = ?", arguments: [id])
      try Self.forgetMessages(db)
    }
  }

  static func requireWebhookRow(_ db: Database, _ id: String) throws -> Row {
    let row = try Row.fetchOne(db, sql: "SELECT * FROM webhooks WHERE id = ?", arguments: [id])
    guard let row else { throw CatalogError.notFound("webhook \(id)") }
    return row
  }

  /// Forgets messages that no delivery is of.
  static func forgetMessages(_ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM webhook_messages WHERE NOT EXISTS (
          SELECT 1 FROM webhook_deliveries WHERE message = webhook_messages.seq)
        """)
  }

  private static func webhook(_ row: Row) throws -> WebhookRecord {
    WebhookRecord(
      id: row["id"], url: row["url"],
      events: try CanonicalJSON.decode([String].self, row["events"])
        .compactMap(WebhookEventType.init),
      description: row["description"], active: row["active"], note: row["note"],
      oldSecretUntil: row["old_secret_until"], createdAt: row["created_at"])
  }
}
