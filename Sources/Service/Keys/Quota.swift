import HTTPTypes

/// One limit and what is left of it, for the headers `RateLimit` and `RateLimit-Policy`.
///
/// See draft-ietf-httpapi-ratelimit-headers-10.
struct Quota: Sendable {
  /// The name of the policy.
  var name: String
  /// What is allowed in a window, and the window in seconds.
  var limit: Int
  var window: Int
  var remaining: Int
  /// Seconds until all of it is there again.
  var reset: Int
  /// What is counted, when it is no requests.
  var unit: String?

  /// The headers of several quotas.
  static func headers(_ quotas: [Quota]) -> HTTPFields {
    guard !quotas.isEmpty, let policy = HTTPField.Name("RateLimit-Policy"),
      let state = HTTPField.Name("RateLimit")
    else { return [:] }
    return [
      policy: quotas.map { quota in
        "\"\(quota.name)\";q=\(quota.limit);w=\(quota.window)"
          + (quota.unit.map { ";qu=\"\($0)\"" } ?? "")
      }.joined(separator: ", "),
      state: quotas.map { "\"\($0.name)\";r=\($0.remaining);t=\($0.reset)" }
        .joined(separator: ", "),
    ]
  }
}
