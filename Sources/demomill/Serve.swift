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

  @Flag(help: "Listen where others can reach it, although nobody has to show a key.")
  var insecure = false

  @Flag(help: "Let webhooks lead to addresses of this machine and of private networks, too.")
  var allowPrivateWebhooks = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must be between 0 and 65535.")
    }
    guard (1...1024).contains(workers ?? 1) else {
      throw ValidationError("--workers must be between 1 and 1024.")
    }
    guard maxUpload >= 1 else { throw ValidationError("--max-upload must be at least 1.") }
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
      configuration.allowsPrivateWebhooks = allowPrivateWebhooks
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
    return settings
  }
}
