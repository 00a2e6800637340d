import Catalog

/// Who sent a request.
struct Caller: Sendable {
  /// The id of the key that was shown; nil when none was needed.
  var key: String?
  var limits = KeyLimits()

  /// Nobody in particular: the operation or the whole server is open.
  static let anyone = Caller()

  /// Whose a new job is; nil where there is no key to count it for.
  var jobOwner: JobOwner? {
    key.map { JobOwner(key: $0, unfinishedJobs: limits.unfinishedJobs) }
  }

  /// A client's `Idempotency-Key`, told apart from the same one of another caller.
  func own(_ idempotencyKey: String) -> String {
    key.map { "\($0) \(idempotencyKey)" } ?? idempotencyKey
  }
}
