/// Why a server does not begin to listen.
public enum ServeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Others could reach it, and nobody would have to show a key.
  case noKeys(host: String, folder: String)
  /// A certificate or its key cannot be used.
  case tls(file: String, reason: String)

  public var description: String {
    switch self {
    case .noKeys(let host, let folder):
      """
      \(host) is not a loopback address, and there are no keys: everybody who reaches it could do \
      everything. Make one first: demomill key create --data \(folder) --name NAME --scope admin
      """
    case .tls(let file, let reason): "\(file): \(reason)"
    }
  }
}
