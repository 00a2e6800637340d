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
  /// - Throws: `MillError`, `ServeError`, or what keeps the address from being listened at.
  public static func serve(
    _ configuration: MillConfiguration, settings: ServerSettings
  ) async throws {
    MemoryService.shareArenas()
    LoggingSystem.bootstrap { StructuredLog(label: $0) }
    let logger = Logger(label: "demomill")
    var configuration = configuration
    configuration.logger = logger
    let settings = settings.within(openFiles: OpenFileLimit.raise())
    let folder = configuration.dataFolder

    let certificate = try settings.tls?.fingerprint()
    let mill = try await Mill(configuration)
    try checkSandbox(mill, settings: settings, logger: logger)
    FileDescriptors.raiseLimit()
    let draining = Draining()
    let local = KeyText.make(id: KeyRing.localID)
    let server = try MillServer(
      mill: mill, settings: settings, local: local, logger: logger, draining: draining
    ) { port in
      let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
      let url = "\(settings.tls == nil ? "http" : "https")://\(host):\(port)"
      do {
        try LocalToken.write(local, folder: folder)
        try ServerFile.write(url: url, certificate: certificate, folder: folder)
      } catch { logger.error("server.json not written", metadata: ["error": "\(error)"]) }
      try? FileHandle.standardOutput.write(contentsOf: Data("listening on \(url)\n".utf8))
    }
    defer {
      ServerFile.remove(folder: folder)
      LocalToken.remove(folder: folder)
    }

    // at shutdown the last goes first: the sign that it drains, the server, then the mill that answers
    // its last requests
    var group = ServiceGroupConfiguration(
      services: [
        MemoryService(), MillService(mill), server,
        DrainService(draining: draining, delay: settings.drainDelay),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(30)
    try await ServiceGroup(configuration: group).run()
  }

  /// Says once what readers of uploads could do here, should one fall into a stranger's hands.
  private static func checkSandbox(
    _ mill: Mill, settings: ServerSettings, logger: Logger
  ) throws(MillError) {
    let gaps = try mill.sandboxGaps()
    guard !gaps.isEmpty else { return }
    let words = gaps.joined(separator: ", ")
    guard !settings.requireSandbox else {
      throw .sandbox("this kernel does not deny readers of uploads: \(words)")
    }
    logger.warning("readers of uploads are not wholly confined", metadata: ["open": "\(words)"])
  }
}
