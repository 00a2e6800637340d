/// What the HTTP server needs to know beside its mill.
public struct ServerSettings: Sendable {
  /// The address to listen at.
  public var host: String
  /// The port to listen at; 0 picks a free one.
  public var port: Int
  /// The most that an uploaded file may hold, bytes, compressed or not.
  public var maximumUpload = 256 << 20
  /// A request that sends nothing for so long is dropped.
  public var idleTimeout = Duration.seconds(30)
  /// A stream of events says that it is alive so often.
  public var heartbeat = Duration.seconds(15)

  /// Requests in work at a time, by kind.
  public var admission = AdmissionLimits()
  /// Connections at a time; others wait to be accepted.
  public var maximumConnections = 4096

  public init(host: String = "127.0.0.1", port: Int = 8080) {
    self.host = host
    self.port = port
  }

  /// The same, with no more connections than so many open files leave room for.
  func within(openFiles: Int) -> ServerSettings {
    var settings = self
    settings.maximumConnections = min(maximumConnections, openFiles - OpenFileLimit.ownFiles)
    return settings
  }

  /// Whether only this machine can reach the address.
  public var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}
