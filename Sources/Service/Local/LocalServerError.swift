/// Why a command got no answer from the server of its data folder.
public enum LocalServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Nobody answers where the server was.
  case unreachable(String)
  /// Who answers shows another certificate.
  case stranger
  /// It answered with a problem: what it says.
  case refused(status: Int, detail: String)
  /// What came is no answer of such a server.
  case broken(String)

  public var description: String {
    switch self {
    case .unreachable(let reason): "the server of this folder does not answer: \(reason)"
    case .stranger: "who answers for the server of this folder shows another certificate"
    case .refused(_, let detail): detail
    case .broken(let reason): "the server's answer cannot be read: \(reason)"
    }
  }
}
