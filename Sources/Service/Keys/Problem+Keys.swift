import Catalog
import HTTPTypes

extension Problem {
  /// No key, or one that is worth nothing, 401; never says what is wrong with it.
  static func unauthorized(isKeyShown: Bool) -> Problem {
    let fault = isKeyShown ? ", error=\"invalid_token\"" : ""
    return Problem(
      status: .unauthorized, kind: "unauthorized",
      detail: isKeyShown ? "The key is not valid." : "A key is needed: Authorization: Bearer dm_….",
      headers: [.wwwAuthenticate: "Bearer realm=\"demomill\"\(fault)"])
  }

  /// A valid key that does not allow this, 403.
  static func forbidden(missing scope: KeyScope) -> Problem {
    let challenge =
      "Bearer realm=\"demomill\", error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""
    return Problem(
      status: .forbidden, kind: "missing-scope",
      detail: "The key lacks the scope \(scope.rawValue).",
      headers: [.wwwAuthenticate: challenge])
  }

  /// A server without keys that is asked under a name of the network, 403.
  static let openElsewhere = Problem(
    status: .forbidden, kind: "loopback-only",
    detail: """
      Without keys only loopback is served, and the Host header names another place. Make a key: \
      demomill key create.
      """)

  /// Too much of something for now, 429.
  static func exhausted(_ detail: String, retryAfter seconds: Int) -> Problem {
    Problem(
      status: .tooManyRequests, kind: "quota", detail: detail,
      headers: [.retryAfter: String(seconds)])
  }
}
