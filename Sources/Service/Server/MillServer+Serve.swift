import Catalog
import Farm
import Foundation
import Logging
import ServiceLifecycle

extension MillServer {
  /// Opens a mill and serves it until SIGTERM or SIGINT; requests in work are finished first.
  ///
  /// Says on standard output and in `server.json` where it listens, once it does.
  ///
  /// - Throws: `MillError`, or what keeps the address from being listened at.
  public static func serve(
    _ configuration: MillConfiguration, settings: ServerSettings
  ) async throws {
    LoggingSystem.bootstrap { StructuredLog(label: $0) }
    let logger = Logger(label: "demomill")
    var configuration = configuration
    configuration.logger = logger
    let settings = settings.within(openFiles: OpenFileLimit.raise())
    let folder = configuration.dataFolder

    let mill = try await Mill(configuration)
    let server = try MillServer(mill: mill, settings: settings, logger: logger) { port in
      let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
      let url = "http://\(host):\(port)"
      do {
        try ServerFile.write(url: url, folder: folder)
      } catch { logger.error("server.json not written", metadata: ["error": "\(error)"]) }
      try? FileHandle.standardOutput.write(contentsOf: Data("listening on \(url)\n".utf8))
    }
    defer { ServerFile.remove(folder: folder) }

    // the server goes first at shutdown, then the mill that answers its last requests
    var group = ServiceGroupConfiguration(
      services: [MillService(mill), RequestJanitor(catalog: mill.catalog), server],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(30)
    try await ServiceGroup(configuration: group).run()
  }
}
