import ArgumentParser
import Farm
import Foundation
import Service

/// The data folder that a command on keys is about.
struct KeyFolder: ParsableArguments {
  @Option(help: "The folder that the server keeps everything in.")
  var data: String

  /// Runs a body on the folder's keys; says in one line what failed.
  ///
  /// - Throws: `ExitCode.failure`.
  func run(makingFolder: Bool = false, _ body: (KeyDesk) async throws -> Void) async throws {
    do {
      if makingFolder { try LockedCatalog.makeFolder(data) }
      guard FileManager.default.fileExists(atPath: data) else {
        throw MillError.folder("\(data) is not there")
      }
      try await body(try await KeyDesk(folder: data))
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("demomill: \(error)\n".utf8))
      throw ExitCode.failure
    }
  }
}
