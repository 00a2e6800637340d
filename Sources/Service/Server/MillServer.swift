import Farm
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP server of a mill.
public struct MillServer: ServiceLifecycle.Service {
  private let mill: Mill
  private let settings: ServerSettings
  private let logger: Logger
  private let routes: [Route]
  private let incoming: URL
  private let onReady: @Sendable (_ port: Int) async -> Void

  /// A server that answers once it runs.
  ///
  /// - Parameters:
  ///   - mill: runs beside the server, not by it.
  ///   - settings: where to listen, and what to bear.
  ///   - logger: hears of every request.
  ///   - onReady: called with the port once requests are answered.
  /// - Throws: when the folder for uploads cannot be made.
  public init(
    mill: Mill, settings: ServerSettings, logger: Logger,
    onReady: @escaping @Sendable (_ port: Int) async -> Void
  ) throws {
    self.mill = mill
    self.settings = settings
    self.logger = logger
    self.onReady = onReady
    routes = API(mill: mill, settings: settings).routes

    // what an earlier life left half uploaded is worth nothing
    let folder = URL(filePath: mill.configuration.dataFolder).appending(path: "uploads")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    incoming = folder
  }

  /// Serves until the surrounding service group shuts down; requests in work are finished first.
  public func run() async throws {
    let dispatcher = Dispatcher(
      table: RouteTable(routes: routes),
      receiver: BodyReceiver(folder: incoming, fileLimit: settings.maximumUpload),
      idempotency: Idempotency(catalog: mill.catalog),
      admission: Admission(settings.admission), disk: mill.disk)
    let onReady = onReady
    let limit = settings.maximumUpload
    let application = Application(
      responder: dispatcher,
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [ConnectionHandler(bodyLimit: limit)],
          idleTimeout: TimeAmount(settings.idleTimeout))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: "demomill",
        backlog: 1024,
        availableConnectionsDelegate: .maximum(settings.maximumConnections, logger: logger)),
      onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
      logger: logger)
    try await application.run()
  }
}
