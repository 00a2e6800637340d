/// What the HTTP server needs to know beside its mill.
public struct ServerSettings: Sendable {
  /// The address to listen at.
  public var host: String
  /// The port to listen at; 0 picks a free one.
  public var port: Int
  /// The most that an uploaded file may hold, bytes, compressed or not.
  public var maximumUpload = 256 << 20
  /// A connection on which nothing comes for so long is dropped; between two requests, too.
  public var idleTimeout = Duration.seconds(60)
  /// The head of a request must be there so long after its first byte; that of the first request so long
  /// after the connection.
  public var headTimeout = Duration.seconds(10)
  /// The least that a body must bring, bytes per second, over `rateWindow`.
  public var minimumRate = 1024
  /// How long a body may be slower.
  public var rateWindow = Duration.seconds(15)
  /// A response of which nothing can be sent for so long is dropped.
  public var stallTimeout = Duration.seconds(120)
  /// Whether to serve only where readers of uploads are confined altogether.
  public var requireSandbox = false
  /// Seconds without a piece after which a resumable upload is forgotten.
  public var uploadLifetime = 86_400.0
  /// A stream of events says that it is alive so often.
  public var heartbeat = Duration.seconds(15)
  /// How long a server that is told to stop still takes new connections, while `/readyz` says no.
  public var drainDelay = Duration.seconds(1)
  /// Requests without a valid key that one address may send in a minute; nil for any number.
  public var failuresPerMinute: Int? = 600
  /// What HTTPS is served with; nil for plain HTTP.
  public var tls: TLSFiles?

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
    Loopback.isHost(host)
  }
}
