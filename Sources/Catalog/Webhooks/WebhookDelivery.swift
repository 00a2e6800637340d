/// Where the telling of one event to one webhook stands.
public enum DeliveryState: String, Sendable, Hashable, Codable, CaseIterable {
  /// It waits for its first try or its next one.
  case pending
  case delivered
  /// All tries failed, or the receiver wants to hear no more.
  case failed
}

/// One event for one webhook, and how telling it went.
public struct WebhookDelivery: Sendable, Hashable, Encodable {
  /// One try.
  public struct Attempt: Sendable, Hashable, Encodable {
    /// Seconds since 1970.
    public var at: Double
    /// How long it took.
    public var seconds: Double
    /// The status of the answer; nil when there was none.
    public var status: Int?
    /// Why there was none.
    public var error: String?

    public init(at: Double, seconds: Double, status: Int?, error: String?) {
      self.at = at
      self.seconds = seconds
      self.status = status
      self.error = error
    }
  }

  /// `dlv_` and sixteen digits.
  public var id: String
  /// The message's id, `webhook-id`: the same in every try.
  public var message: String
  public var type: String
  public var state: DeliveryState
  /// When it is tried next, seconds since 1970; nil when it is not.
  public var nextAt: Double?
  /// Seconds since 1970.
  public var createdAt: Double
  public var attempts: [Attempt]

  public enum CodingKeys: String, CodingKey {
    case id, message, type, state, attempts
    case nextAt = "next_at"
    case createdAt = "created_at"
  }
}

/// A delivery whose time has come, with all that sending it takes.
public struct DueDelivery: Sendable, Hashable {
  public var id: String
  public var webhook: String
  public var url: String
  /// What to sign with: the secret, and the one before while it still counts.
  public var secrets: [WebhookSecret]
  public var message: String
  public var body: String
}
