import Foundation
import GRDB

/// What is told of an event: type, time and data, as Standard Webhooks has them.
private struct WebhookMessage<Content: Encodable>: Encodable {
  var type: WebhookEventType
  var timestamp: String
  var data: Content
}

extension Catalog {
  /// Writes an event for everyone who wants to be told of it, within the transaction that makes it true.
  ///
  /// So neither is there without the other. Writes nothing where nobody listens. Events of one `subject`,
  /// for instance a job's id, are told in their order.
  static func tell(
    _ db: Database, _ type: WebhookEventType, subject: String, time: Double,
    _ content: () throws -> some Encodable
  ) throws {
    let statement = try db.cachedStatement(
      sql: "SELECT seq, events FROM webhooks WHERE active ORDER BY seq")
    let listeners = try Row.fetchAll(statement).filter { row in
      let wanted = try CanonicalJSON.decode([String].self, row["events"])
      return wanted.isEmpty || wanted.contains(type.rawValue)
    }
    guard !listeners.isEmpty else { return }

    let moment = Date(timeIntervalSince1970: time)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    let body = try CanonicalJSON.text(
      WebhookMessage(type: type, timestamp: moment, data: try content()))
    let place = try Int.fetchOne(
      db, sql: "SELECT coalesce(max(seq), 0) + 1 FROM webhook_messages")
    let hash = BlobStore.sha256(Data("\(place ?? 1)\n\(time)\n\(body)".utf8))
    try db.execute(
      sql: """
        INSERT INTO webhook_messages (id, type, subject, body, created_at) VALUES (?, ?, ?, ?, ?)
        """, arguments: ["msg_" + hash.prefix(24), type.rawValue, subject, body, time])
    let message = db.lastInsertedRowID
    for listener in listeners {
      let webhook: Int = listener["seq"]
      let id = BlobStore.sha256(Data("\(hash)\n\(webhook)".utf8))
      try db.execute(
        sql: """
          INSERT INTO webhook_deliveries
            (id, webhook, message, subject, state, next_at, created_at)
          VALUES (?, ?, ?, ?, 'pending', ?, ?)
          """,
        arguments: ["dlv_" + id.prefix(16), webhook, message, subject, time, time])
    }
  }

  /// Tells of what a job has become.
  static func tell(_ db: Database, job seq: Int, _ type: WebhookEventType, time: Double) throws {
    let row = try Row.fetchOne(
      try db.cachedStatement(sql: "SELECT * FROM jobs WHERE seq = ?"), arguments: [seq])
    guard let row else { return }
    try tell(db, type, subject: row["id"], time: time) { JobNews(row) }
  }
}
