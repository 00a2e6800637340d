import ArgumentParser
import Authoring
import Farm
import Foundation
import Service

/// `demomill serve`: the HTTP server and its pool of workers.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the HTTP API and run jobs.",
    discussion: """
      Everything is kept in one folder. Writes one line on standard output once it answers, and its \
      address into server.json in that folder; logs are JSON lines on standard error.
      """)

  @Option(help: "The folder that keeps everything; made when it is not there.")
  var data: String

  @Option(help: "The port to listen at; 0 picks a free one.")
  var port = 8080

  @Option(help: "The address to listen at.")
  var host = "127.0.0.1"

  @Option(help: "Worker processes; the number of cores when not said.")
  var workers: Int?

  @Option(
    name: [.customLong("scenes-folder"), .customLong("scenes")],
    help: "The folder with tasks and robots; found beside the program when not said.")
  var scenes: String?

  @Option(help: "The most that an uploaded file may hold, bytes.")
  var maxUpload = 256 << 20

  @Option(help: "Seconds that one attempt may take before its worker is killed.")
  var attemptDeadline = 60.0

  @Option(help: "Connections at a time; others wait to be accepted.")
  var maxConnections = 4096

  @Flag(help: "Listen where others can reach it, although nobody has to show a key.")
  var insecure = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must be between 0 and 65535.")
    }
    guard (1...1024).contains(workers ?? 1) else {
      throw ValidationError("--workers must be between 1 and 1024.")
    }
    guard maxUpload >= 1 else { throw ValidationError("--max-upload must be at least 1.") }
    guard (0.1...86_400).contains(attemptDeadline) else {
      throw ValidationError("--attempt-deadline must be between 0.1 and 86400.")
    }
    guard (16...65_536).contains(maxConnections) else {
      throw ValidationError("--max-connections must be between 16 and 65536.")
    }
    guard settings.isLoopback || insecure else {
      throw ValidationError(
        """
        \(host) is not a loopback address, and there are no keys yet: everybody who reaches it \
        could do everything. Say --insecure if that is wanted.
        """)
    }
  }

  func run() async throws {
    do {
      let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      var configuration = MillConfiguration(
        dataFolder: data,
        scenesFolder: try DataFolder.locateScenes(given: scenes, executable: executable),
        executable: executable,
        workers: workers ?? ProcessInfo.processInfo.activeProcessorCount)
      configuration.attemptDeadline = attemptDeadline
      try await MillServer.serve(configuration, settings: settings)
    } catch {
      // one line for a person; a stack of Swift's type names would help nobody
      try? FileHandle.standardError.write(contentsOf: Data("demomill: \(error)\n".utf8))
      throw ExitCode.failure
    }
  }

  private var settings: ServerSettings {
    var settings = ServerSettings(host: host, port: port)
    settings.maximumUpload = maxUpload
    settings.maximumConnections = maxConnections
    return settings
  }
}
