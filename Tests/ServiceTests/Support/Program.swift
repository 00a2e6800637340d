import Foundation

/// Programs that are run to their end.
enum Program {
  struct Result: Sendable {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Runs the program under test.
  static func run(_ arguments: [String]) async throws -> Result {
    try await run(Repository.program, arguments)
  }

  /// Runs any program of the system, by its path or by its name.
  static func run(_ program: String, _ arguments: [String]) async throws -> Result {
    try await blocking {
      let process = Process()
      let (output, errors) = (Pipe(), Pipe())
      process.executableURL = URL(
        filePath: program.hasPrefix("/") ? program : "/usr/bin/env")
      process.arguments = (program.hasPrefix("/") ? [] : [program]) + arguments
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      // little is said on either, so that neither pipe fills up
      let said = try output.fileHandleForReading.readToEnd() ?? Data()
      let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return Result(
        code: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
        errors: String(decoding: complaints, as: UTF8.self))
    }
  }

  /// A path for a folder that is not there yet.
  static func freshFolder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "demomill-\(UUID().uuidString)")
  }
}
