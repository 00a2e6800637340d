import GRDB

extension Catalog {
  /// Deliveries whose time has come, but those `besides`: of each webhook at most so many, of each subject
  /// the first that is not told yet, so that what happens to a job is told in its order.
  public func dueDeliveries(
    besides: Set<String> = [], ofEach most: Int = 4
  ) async throws(CatalogError) -> [DueDelivery] {
    let time = now()
    return try await read { db in
      let webhooks = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM webhooks WHERE active AND EXISTS (
            SELECT 1 FROM webhook_deliveries AS due WHERE due.webhook = webhooks.seq
              AND due.state = 'pending' AND due.next_at <= ?)
          ORDER BY seq
          """, arguments: [time])
      return try webhooks.flatMap { webhook in
        let secrets = Self.secrets(webhook, time: time)
        let rows = try Row.fetchAll(
          try db.cachedStatement(
            sql: """
              SELECT due.id, message.id AS message, message.body FROM webhook_deliveries AS due
              JOIN webhook_messages AS message ON message.seq = due.message
              WHERE due.webhook = ? AND due.state = 'pending' AND due.next_at <= ?
                AND NOT EXISTS (
                  SELECT 1 FROM webhook_deliveries AS before WHERE before.webhook = due.webhook
                    AND before.subject = due.subject AND before.state = 'pending'
                    AND before.seq < due.seq)
              ORDER BY due.next_at, due.seq LIMIT ?
              """), arguments: [webhook["seq"] as Int, time, most])
        return rows.filter { !besides.contains($0["id"]) }.map {
          DueDelivery(
            id: $0["id"], webhook: webhook["id"], url: webhook["url"], secrets: secrets,
            message: $0["message"], body: $0["body"])
        }
      }
    }
  }

  private static func secrets(_ webhook: Row, time: Double) -> [WebhookSecret] {
    var secrets = [WebhookSecret(text: webhook["secret"])]
    if let old = webhook["old_secret"] as String?,
      let until = webhook["old_secret_until"] as Double?, time < until
    {
      secrets.append(WebhookSecret(text: old))
    }
    return secrets
  }

  /// Notes a try.
  ///
  /// A status of 2xx is success; 410 ends the webhook; all else is tried again after a pause, as long as
  /// there are tries left.
  public func finishDelivery(
    _ id: String, attempt: WebhookDelivery.Attempt
  ) async throws(CatalogError) {
    let time = now()
    try await write { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM webhook_deliveries WHERE id = ?", arguments: [id])
      // the webhook may have been forgotten while it was told
      guard let row else { return }
      let seq: Int = row["seq"]
      try db.execute(
        sql: """
          INSERT INTO webhook_attempts (delivery, number, at, seconds, status, error)
          VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM webhook_attempts WHERE delivery = ?),
            ?, ?, ?, ?)
          """,
        arguments: [
          seq, seq, attempt.at, attempt.seconds, attempt.status, attempt.error,
        ])
      let tries = (row["tries"] as Int) + 1
      let isDone = attempt.status.map { (200..<300).contains($0) } ?? false
      let isGone = attempt.status == 410
      let pause = tries <= WebhookSchedule.pauses.count ? WebhookSchedule.pauses[tries - 1] : nil
      let state: DeliveryState = isDone ? .delivered : isGone || pause == nil ? .failed : .pending
      let next = state == .pending ? pause.map { time + $0 } : nil
      try db.execute(
        sql: "UPDATE webhook_deliveries SET state = ?, tries = ?, next_at = ? WHERE seq = ?",
        arguments: [state.rawValue, tries, next, seq])
      if isGone {
        try db.execute(
          sql: "UPDATE webhooks SET active = 0, note = ? WHERE seq = ?",
          arguments: ["the receiver answered 410 Gone", row["webhook"] as Int])
      }
    }
  }

  /// Deliveries of a webhook, newest first, with every try.
  ///
  /// - Throws: `CatalogError.notFound`.
  public func deliveries(
    ofWebhook id: String, page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<WebhookDelivery> {
    try await read { db in
      let seq: Int = try Self.requireWebhookRow(db, id)["seq"]
      return try Self.page(
        db, list: "deliveries/\(id)", table: "webhook_deliveries", filter: "webhook = ?",
        arguments: [seq], order: .newestFirst, page: page
      ) { try Self.delivery(db, $0) }
    }
  }

  /// Tells an event again, now and with all tries; whatever came of it before.
  ///
  /// - Throws: `CatalogError.notFound` when the webhook has no such delivery.
  public func resendDelivery(
    _ id: String, ofWebhook webhook: String
  ) async throws(CatalogError) -> WebhookDelivery {
    let time = now()
    return try await write { db in
      let seq: Int = try Self.requireWebhookRow(db, webhook)["seq"]
      try db.execute(
        sql: """
          UPDATE webhook_deliveries SET state = 'pending', tries = 0, next_at = ?
          WHERE id = ? AND webhook = ?
          """, arguments: [time, id, seq])
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM webhook_deliveries WHERE id = ? AND webhook = ?",
        arguments: [id, seq])
      guard let row else { throw CatalogError.notFound("delivery \(id)") }
      return try Self.delivery(db, row)
    }
  }

  /// Forgets finished deliveries that are older than so many seconds.
  public func forgetDeliveries(
    olderThan age: Double = WebhookSchedule.memory
  ) async throws(CatalogError) {
    let time = now()
    try await write { db in
      try db.execute(
        sql: "DELETE FROM webhook_deliveries WHERE state <> 'pending' AND created_at < ?",
        arguments: [time - age])
      try Self.forgetMessages(db)
    }
  }

  private static func delivery(_ db: Database, _ row: Row) throws -> WebhookDelivery {
    let message = try Row.fetchOne(
      try db.cachedStatement(sql: "SELECT id, type FROM webhook_messages WHERE seq = ?"),
      arguments: [row["message"] as Int])
    let attempts = try Row.fetchAll(
      try db.cachedStatement(
        sql: "SELECT * FROM webhook_attempts WHERE delivery = ? ORDER BY number"),
      arguments: [row["seq"] as Int])
    return WebhookDelivery(
      id: row["id"], message: message?["id"] ?? "", type: message?["type"] ?? "",
      state: DeliveryState(rawValue: row["state"]) ?? .failed, nextAt: row["next_at"],
      createdAt: row["created_at"],
      attempts: attempts.map {
        WebhookDelivery.Attempt(
          at: $0["at"], seconds: $0["seconds"], status: $0["status"], error: $0["error"])
      })
  }
}
