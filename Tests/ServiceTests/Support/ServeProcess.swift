import Foundation
import JSONText
import Testing

/// The real program as a server in a process of its own.
struct ServeProcess {
  let process: Process
  let client: Client

  /// Starts it on a folder, with more arguments, and waits until it answers.
  init(folder: URL, _ more: [String] = []) async throws {
    let process = Process()
    process.executableURL = URL(filePath: Repository.program)
    process.arguments =
      [
        "serve", "--data", folder.path, "--port", "0", "--workers", "2", "--scenes",
        Repository.scenes,
      ] + more
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.process = process

    // the file of a server before it names another process
    for _ in 0..<200 {
      if let data = try? Data(contentsOf: folder.appending(path: "server.json")),
        let file = try? JSON(parsing: [UInt8](data)),
        file["pid"]?.int == Int(process.processIdentifier),
        let port = file["url"]?.text?.split(separator: ":").last.flatMap({ Int($0) })
      {
        client = Client(port: port)
        return
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    process.terminate()
    throw Connection.Failure(what: "no server after 10 s")
  }

  /// The most memory that it has held so far, bytes.
  var peakMemory: Int {
    let status = try? String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return 1024 * (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0)
  }

  /// Its worker processes.
  var workers: [pid_t] {
    let pid = process.processIdentifier
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    return tasks.flatMap { task in
      let path = "/proc/\(pid)/task/\(task)/children"
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return text.split(separator: " ").compactMap { pid_t($0) }
    }
  }

  /// Ends it with a signal and waits for its end.
  func end(_ signal: Int32) async throws {
    kill(process.processIdentifier, signal)
    let process = process
    try await blocking { process.waitUntilExit() }
  }
}
