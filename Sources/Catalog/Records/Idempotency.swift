import Foundation

/// A request that must take effect once, however often it is sent.
public struct IdempotentRequest: Sendable, Hashable {
  /// The client's `Idempotency-Key`.
  public var key: String
  /// Method and path.
  public var route: String
  /// A hash of what was asked.
  public var fingerprint: String

  public init(key: String, route: String, fingerprint: String) {
    self.key = key
    self.route = route
    self.fingerprint = fingerprint
  }
}

/// The answer to an idempotent request, kept to be given again.
public struct StoredResponse: Sendable, Hashable, Codable {
  public var status: Int
  public var headers: [String: String]
  public var body: Data
  /// SHA-256 of the request's body, hexadecimal, where it was not known before the request was over.
  public var requestSHA256: String?

  public init(status: Int, headers: [String: String] = [:], body: Data) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// What is known of an idempotent request.
public enum IdempotencyAnswer: Sendable, Hashable {
  /// New: do it, then `finish` or `release`.
  case fresh
  /// Done before, with this response.
  case replay(StoredResponse)
  /// Being done by another request.
  case inFlight
  /// The key was used for something else.
  case mismatch
}
