import Catalog

extension SchemaLibrary {
  private static let url = Schema([
    "type": "string", "format": "uri", "minLength": 1, "maxLength": 2048,
  ])
  private static let events = Schema.array(
    .choice(WebhookEventType.allCases.map(\.rawValue)), 0...WebhookEventType.allCases.count
  ).described("Empty for all.")
  private static let words = Schema(["type": "string", "minLength": 1, "maxLength": 256])

  static let webhookRequest = Schema.object(
    ["url": url, "events?": events, "description?": words, "active?": .boolean], isClosed: true)

  static let webhookChange = Schema.object(
    ["url?": url, "events?": events, "description?": words, "active?": .boolean],
    isClosed: true)

  static let webhook = Schema.object([
    "id": .string, "url": .string, "events": events, "description": .string, "active": .boolean,
    "note?": Schema.string.orNull.described("Why it is told no more."),
    "old_secret_until?": Schema.number().orNull.described(
      "Until then messages are signed with the secret before, too."),
    "created_at": .number(),
    "secret?": Schema.string.described("Shown once, to whoever asked for it."),
  ])

  static let webhookDelivery = Schema.object([
    "id": .string,
    "message": Schema.string.described("The webhook-id, the same in every try."),
    "type": .string, "state": .choice(DeliveryState.allCases.map(\.rawValue)),
    "next_at?": .number().orNull, "created_at": .number(),
    "attempts": .array(
      .object([
        "at": .number(), "seconds": .number(0), "status?": .integer(100, 999).orNull,
        "error?": .string.orNull,
      ])),
  ])
}
