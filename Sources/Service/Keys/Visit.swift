import HTTPTypes

/// What is told of a request's key: in the log, and in the headers of the answer.
struct Visit: Sendable {
  /// The id of the key, where one is known.
  var key: String?
  /// Why the key was refused.
  var refusal: String?
  var quotas: [Quota] = []
}
