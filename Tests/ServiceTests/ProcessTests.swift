import Foundation
import JSONText
import Testing

@Suite("The command serve") struct ProcessTests {
  /// Runs the program to its end; what it says on both outputs, and its exit code.
  private func run(_ arguments: [String]) async throws -> (code: Int32, said: String) {
    try await blocking {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(filePath: Repository.program)
      process.arguments = arguments
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let data = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
  }

  private func folder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "demomill-\(UUID().uuidString)")
  }

  @Test("It says where it listens, answers, and goes in good order when told")
  func life() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    let (output, log) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: Repository.program)
    process.arguments = [
      "serve", "--data", folder.path, "--port", "0", "--workers", "1", "--scenes",
      Repository.scenes,
    ]
    process.standardOutput = output
    process.standardError = log
    try process.run()
    defer { if process.isRunning { process.terminate() } }

    let line = try await blocking {
      String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }
    #expect(line.hasPrefix("listening on http://127.0.0.1:") && line.hasSuffix("\n"))
    let port = try #require(
      Int(line.trimmingCharacters(in: .newlines).split(separator: ":").last ?? ""))
    let file = try Data(contentsOf: folder.appending(path: "server.json"))
    let written = try JSON(parsing: [UInt8](file))
    #expect(written["url"]?.text == "http://127.0.0.1:\(port)")
    #expect(written["pid"]?.int == Int(process.processIdentifier))
    let client = Client(port: port)
    #expect(try await client.ready().status == 200)

    // a second server cannot have the folder, nor the port
    let second = try await run([
      "serve", "--data", folder.path, "--port", "0", "--scenes", Repository.scenes,
    ])
    #expect(second.code == 1 && second.said.contains("in use"), "\(second.said)")
    let other = self.folder()
    defer { try? FileManager.default.removeItem(at: other) }
    let third = try await run([
      "serve", "--data", other.path, "--port", "\(port)", "--scenes", Repository.scenes,
    ])
    #expect(third.code == 1, "\(third.said)")

    // a stream that would go on ends in good order, too
    let events = try await openEvents(client)
    process.terminate()
    try await drains(client)
    let ended = try await blocking {
      for _ in 0..<1000 where try events.chunk() == nil { return true }
      return false
    }
    #expect(ended)
    let said = try await blocking {
      let data = try log.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
    }
    #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "server.json").path))
    let lines = said.split(separator: "\n").compactMap { try? JSON(parsing: Array($0.utf8)) }
    #expect(lines.contains { $0["path"]?.text == "/readyz" && $0["request_id"]?.text != nil })
  }

  /// Told to stop, a server says so, and ends each connection, before it takes no more.
  private func drains(_ client: Client) async throws {
    for _ in 0..<50 {
      let reply = try await client.get("/readyz")
      if reply.status == 503 {
        #expect(reply.json["detail"]?.text == "server: is about to stop.")
        #expect(reply.headers["connection"] == "close" && reply.headers["retry-after"] == "5")
        return
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it was ready to the last")
  }

  /// The events of a job that is far from done.
  private func openEvents(_ client: Client) async throws -> Connection {
    let ids = client.ids(try await client.upload(try Samples.stack()))
    let job: JSON = [
      "task": "stack", "demonstrations": .array(ids.map { JSON($0) }),
      "scenes": ["count": 5000], "motions": ["count": 100],
    ]
    let id = try await client.post("/v1/jobs", job).json["id"]?.text ?? ""
    return try await blocking {
      let connection = try Connection(port: client.port)
      try connection.send(Client.head("GET", "/v1/jobs/\(id)/events", [:]))
      guard try connection.head().0 == 200 else { throw Connection.Failure(what: "no stream") }
      return connection
    }
  }

  @Test(
    "Wrong usage is exit code 2",
    arguments: [
      [], ["--data", "x", "--port", "70000"], ["--data", "x", "--workers", "0"],
      ["--data", "x", "--host", "0.0.0.0"], ["--data", "x", "--max-upload", "0"],
      ["--data", "x", "--colour", "red"],
    ])
  func usage(arguments: [String]) async throws {
    let result = try await run(["serve"] + arguments)
    #expect(result.code == 2, "\(result.said)")
    if arguments.contains("--host") { #expect(result.said.contains("--insecure")) }
  }

  @Test("Help is exit code 0, a folder without tasks 1")
  func codes() async throws {
    #expect(try await run(["serve", "--help"]).code == 0)
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try await run(["serve", "--data", folder.path, "--scenes", "/nowhere"])
    #expect(result.code == 1 && result.said.contains("nowhere"), "\(result.said)")
  }
}
