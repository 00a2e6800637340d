/// A key as it is asked for.
public struct KeyRequest: Sendable, Hashable, Codable {
  /// Whose it is, or what for; for people.
  public var name: String
  public var scopes: Set<KeyScope>
  /// Seconds since 1970 from which on it is worth nothing; nil for never.
  public var expiresAt: Double?
  public var limits: KeyLimits

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case name, scopes, limits
    case expiresAt = "expires_at"
  }

  public init(
    name: String, scopes: Set<KeyScope>, expiresAt: Double? = nil,
    limits: KeyLimits = KeyLimits()
  ) {
    self.name = name
    self.scopes = scopes
    self.expiresAt = expiresAt
    self.limits = limits
  }

  /// Refuses what cannot be, as of that time.
  ///
  /// - Throws: `CatalogError.invalid` naming the field.
  func check(at time: Double) throws(CatalogError) {
    guard (1...256).contains(name.utf8.count), !name.unicodeScalars.contains(where: Self.isControl)
    else {
      throw .invalid(field: "name", reason: "must hold 1 to 256 bytes and no control characters")
    }
    if let expiresAt, !(expiresAt > time && expiresAt.isFinite) {
      throw .invalid(field: "expires_at", reason: "must be a time to come")
    }
    if let problem = limits.problem {
      throw .invalid(field: "limits.\(problem.name)", reason: problem.reason)
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}
