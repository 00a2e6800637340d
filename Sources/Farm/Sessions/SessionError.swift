/// Why a session does not do what was asked.
public enum SessionError: Error, Sendable, Hashable {
  /// None of this id is open.
  case unknown(String)
  /// As many are open as may be.
  case tooMany(Int)
  /// The field of the request that cannot be used.
  case unusable(field: String, reason: String)
  /// Its process is gone; the session with it.
  case ended(String)
}
