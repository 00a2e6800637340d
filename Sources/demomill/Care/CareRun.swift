import ArgumentParser
import Farm
import Foundation
import Service

/// Runs a scrub or a backup by the server that has the folder, or here when none has.
enum CareRun {
  /// Prints every line but those of progress; exit code 1 unless all is whole.
  static func run(
    data: String, _ here: (StoredFolder, @escaping CareListener) async throws -> Bool,
    server: (LocalServer) async throws -> [CareLine]
  ) async throws {
    do {
      let isWhole: Bool
      if let folder = try open(data) {
        isWhole = try await here(folder) { show($0) }
      } else {
        guard let running = LocalServer.find(folder: data) else {
          throw LocalServerError.unreachable("\(data) is in use, and nobody says where it answers")
        }
        let lines = try await server(running)
        for line in lines { show(line) }
        isWhole = lines.last?.kind == .done && !lines.contains(where: \.isComplaint)
      }
      guard isWhole else { throw ExitCode.failure }
    } catch let code as ExitCode {
      throw code
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("demomill: \(error)\n".utf8))
      throw ExitCode.failure
    }
  }

  /// The folder, or nil while a server has it.
  private static func open(_ data: String) throws -> StoredFolder? {
    do { return try StoredFolder(data) } catch MillError.folderInUse { return nil }
  }

  /// Says a line to a person.
  static func show(_ line: CareLine) {
    guard line.kind != .progress else { return }
    try? FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
  }
}
