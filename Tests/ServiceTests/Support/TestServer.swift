import Catalog
import Farm
import Foundation
import Logging
import Service
import ServiceLifecycle
import Testing

/// A server in this process, on a free port, with a folder of its own.
struct TestServer: Sendable {
  let client: Client
  let folder: URL
  let catalog: Catalog

  /// Where uploads lie while they arrive.
  var uploads: [String] {
    (try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "uploads").path)) ?? ["no such folder"]
  }

  /// Where resumable uploads lie until they are read.
  var resumables: [String] {
    (try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "resumable").path)) ?? ["no such folder"]
  }
}

/// Runs a body against a fresh server, and shuts the server down in good order.
func withServer<Value: Sendable>(
  workers: Int = 1, now: @escaping WallClock = systemClock,
  adjust: (inout ServerSettings) -> Void = { _ in },
  configure: (inout MillConfiguration) -> Void = { _ in },
  _ body: @escaping @Sendable (TestServer) async throws -> Value
) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "demomill-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  var quiet = Logger(label: "test") { StructuredLog(label: $0) }
  quiet.logLevel = .critical

  var settings = ServerSettings(port: 0)
  adjust(&settings)
  var configuration = MillConfiguration(
    dataFolder: folder.path, scenesFolder: Repository.scenes,
    executable: Repository.program, workers: workers, logger: quiet, now: now)
  configure(&configuration)
  let mill = try await Mill(configuration)
  let (ports, ready) = AsyncStream.makeStream(of: Int.self)
  let server = try MillServer(mill: mill, settings: settings, logger: quiet) { port in
    ready.yield(port)
    ready.finish()
  }
  var services = ServiceGroupConfiguration(services: [MillService(mill), server], logger: quiet)
  services.maximumGracefulShutdownDuration = .seconds(30)
  let group = ServiceGroup(configuration: services)

  return try await withThrowingTaskGroup(of: Value?.self) { tasks in
    tasks.addTask {
      defer { ready.finish() }
      try await group.run()
      return nil
    }
    var result: Value?
    for await port in ports {
      let running = TestServer(client: Client(port: port), folder: folder, catalog: mill.catalog)
      do {
        result = try await body(running)
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
    }
    let asked = ContinuousClock.now
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
    #expect(ContinuousClock.now - asked < .seconds(29), "the server had to be cancelled")
    return try #require(result)
  }
}
