import Authoring
import Farm
import Foundation
import Logging

extension Mill {
  /// Runs a mill for as long as some work with it takes.
  ///
  /// - Throws: what the mill or the work throws; both have ended then.
  static func running<Result: Sendable>(
    in folder: String, scenes scenesFolder: String?, workers: Int?,
    _ work: @escaping @Sendable (Mill) async throws -> Result
  ) async throws -> Result {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let mill = try await Mill(
      MillConfiguration(
        dataFolder: folder,
        scenesFolder: try DataFolder.locateScenes(given: scenesFolder, executable: executable),
        executable: executable,
        workers: workers ?? ProcessInfo.processInfo.activeProcessorCount,
        logger: Logger(label: "demomill") { StreamLogHandler.standardError(label: $0) }))
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        try await mill.run()
        return nil
      }
      group.addTask { try await work(mill) }
      defer { group.cancelAll() }
      while let result = try await group.next() { if let result { return result } }
      throw CancellationError()
    }
  }
}
