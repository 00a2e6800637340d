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
  private let uploads: UploadDesk
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
    uploads = try UploadDesk(mill: mill, settings: settings, logger: logger)
    routes = API(mill: mill, settings: settings, uploads: uploads).routes

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
      idempotency: Idempotency(catalog: mill.catalog))
    let onReady = onReady
    let limit = settings.maximumUpload
    let pace = PaceHandler.Limits(settings)
    let application = Application(
      responder: dispatcher,
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [PaceHandler(pace), ConnectionHandler(bodyLimit: limit)],
          idleTimeout: TimeAmount(settings.idleTimeout))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: "demomill"),
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
