import Foundation

extension ServeProcess {
  /// Bytes of memory that the server itself holds now.
  var residentMemory: Int {
    let path = "/proc/\(process.processIdentifier)/status"
    let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
    let line = lines.first { $0.hasPrefix("VmRSS:") } ?? ""
    return (Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0) << 10
  }

  /// Runs a body against a fresh server process on a folder of its own.
  static func with<Value: Sendable>(
    _ body: (ServeProcess, URL) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "demomill-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = try await ServeProcess(folder: folder)
    do {
      let value = try await body(server, folder)
      try await server.end(SIGTERM)
      return value
    } catch {
      try? await server.end(SIGKILL)
      throw error
    }
  }
}
