/// What is known of a key; never the key itself.
public struct KeyRecord: Sendable, Hashable, Codable {
  /// The part of the key that names it, and is no secret.
  public var id: String
  public var name: String
  /// In the order of `KeyScope.allCases`.
  public var scopes: [KeyScope]
  public var limits: KeyLimits
  /// Seconds since 1970, as all times.
  public var createdAt: Double
  public var expiresAt: Double?
  public var revokedAt: Double?
  /// Of its latest request, to the minute once the server was stopped.
  public var lastUsedAt: Double?

  public enum CodingKeys: String, CodingKey {
    case id, name, scopes, limits
    case createdAt = "created_at"
    case expiresAt = "expires_at"
    case revokedAt = "revoked_at"
    case lastUsedAt = "last_used_at"
  }

  public init(
    id: String, name: String, scopes: [KeyScope], limits: KeyLimits = KeyLimits(),
    createdAt: Double, expiresAt: Double? = nil, revokedAt: Double? = nil,
    lastUsedAt: Double? = nil
  ) {
    self.id = id
    self.name = name
    self.scopes = scopes
    self.limits = limits
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
    self.lastUsedAt = lastUsedAt
  }

  /// Whether it has run out at that time.
  public func isExpired(at time: Double) -> Bool { expiresAt.map { $0 <= time } ?? false }
}
