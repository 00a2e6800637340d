/// Why a command got no answer from the server of its data folder.
public enum LocalServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Nobody answers where the server was.
  case unreachable(String)
  /// It answered with a problem: what it says.
  case refused(status: Int, detail: String)
  /// What came is no answer of such a server.
  case broken(String)

  public var description: String {
    switch self {
    case .unreachable(let reason): "the server of this folder does not answer: \(reason)"
    case .refused(_, let detail): detail
    case .broken(let reason): "the server's answer cannot be read: \(reason)"
    }
  }
}
