/// Somebody who wants to be told of events, by POSTs as Standard Webhooks has them.
public struct WebhookRecord: Sendable, Hashable, Encodable {
  /// `wh_` and sixteen digits.
  public var id: String
  public var url: String
  /// What it is told of; empty for everything.
  public var events: [WebhookEventType]
  public var description: String
  /// Whether it is told; what happens while it is not is never told.
  public var active: Bool
  /// Why it is told no more, when the receiver asked for that.
  public var note: String?
  /// When the secret before stops to be signed with, seconds since 1970; nil when there is none.
  public var oldSecretUntil: Double?
  /// Seconds since 1970.
  public var createdAt: Double

  public enum CodingKeys: String, CodingKey {
    case id, url, events, description, active, note
    case oldSecretUntil = "old_secret_until"
    case createdAt = "created_at"
  }
}
