import Catalog
import Farm
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP server of a mill.
public struct MillServer: ServiceLifecycle.Service, CustomStringConvertible {
  /// What a service group calls it; it asks at every start, and all routes with their schemas are long.
  public let description = "HTTP server"
  private let mill: Mill
  private let settings: ServerSettings
  private let logger: Logger
  private let routes: [Route]
  private let metrics = RequestMetrics()
  private let ring: KeyRing
  private let incoming: URL
  private let draining: Draining
  private let uploads: UploadDesk
  private let onReady: @Sendable (_ port: Int) async -> Void

  /// A server that answers once it runs.
  ///
  /// - Parameters:
  ///   - mill: runs beside the server, not by it.
  ///   - settings: where to listen, and what to bear.
  ///   - local: a key of this run for commands on this machine; nil for none.
  ///   - logger: hears of every request.
  ///   - draining: what `/readyz` tells of a server that is about to stop.
  ///   - onReady: called with the port once requests are answered.
  /// - Throws: when the folder for uploads cannot be made.
  public init(
    mill: Mill, settings: ServerSettings, local: KeyText? = nil, logger: Logger,
    draining: Draining = Draining(),
    onReady: @escaping @Sendable (_ port: Int) async -> Void
  ) throws {
    self.mill = mill
    self.settings = settings
    self.logger = logger
    self.onReady = onReady
    ring = KeyRing(
      catalog: mill.catalog, local: local, failuresPerMinute: settings.failuresPerMinute,
      now: mill.configuration.now)
    self.draining = draining
    uploads = try UploadDesk(mill: mill, settings: settings, logger: logger)
    routes =
      API(
        mill: mill, settings: settings, metrics: metrics, draining: draining, ring: ring,
        uploads: uploads
      ).routes

    // what an earlier life left half uploaded is worth nothing
    let folder = URL(filePath: mill.configuration.dataFolder).appending(path: "uploads")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    incoming = folder
  }

  /// Serves until the surrounding service group shuts down; requests in work are finished first.
  ///
  /// - Throws: `ServeError` when others could reach a server without keys, and for unusable TLS files.
  public func run() async throws {
    try await ring.load()
    guard settings.isLoopback || !ring.isEmpty else {
      throw ServeError.noKeys(host: settings.host, folder: mill.configuration.dataFolder)
    }
    let dispatcher = Dispatcher(
      table: RouteTable(routes: routes),
      receiver: BodyReceiver(folder: incoming, fileLimit: settings.maximumUpload),
      idempotency: Idempotency(catalog: mill.catalog), metrics: metrics, draining: draining,
      ring: ring, uploads: UploadQuota(catalog: mill.catalog, now: mill.configuration.now),
      admission: Admission(settings.admission), disk: mill.disk)
    let onReady = onReady
    let limit = settings.maximumUpload
    let pace = PaceHandler.Limits(settings)
    var server = HTTPServerBuilder.http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [PaceHandler(pace), ConnectionHandler(bodyLimit: limit)],
        idleTimeout: TimeAmount(settings.idleTimeout)))
    if let tls = settings.tls {
      server = try .tls(server, tlsConfiguration: tls.configuration())
    }
    let application = Application(
      responder: dispatcher, server: server,
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: "demomill",
        backlog: 1024,
        availableConnectionsDelegate: .maximum(settings.maximumConnections, logger: logger)),
      onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
      logger: logger)

    // what an earlier life left counts before anybody asks for it
    try await uploads.recover()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [uploads] in await cancelWhenGracefulShutdown { await uploads.run() } }
      try await application.run()
      group.cancelAll()
    }
  }
}
