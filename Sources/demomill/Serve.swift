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

      Until a first key is made (demomill key create) nobody has to show one, and the server listens \
      on loopback only. From then on every request needs one. Another address than loopback needs \
      keys, and a certificate, too, or --insecure behind a proxy that speaks TLS.
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

  @Option(
    help: "Seconds after SIGTERM in which new connections are still taken, while /readyz says no.")
  var drainSeconds = 1.0

  @Option(
    help: """
      Seconds that one attempt may take before its worker is killed; the time in which the worker \
      waits for a core is not counted, up to four times as long.
      """)
  var attemptDeadline = 60.0

  @Option(help: "Connections at a time; others wait to be accepted.")
  var maxConnections = 4096

  @Option(help: "HTTPS: a PEM file with the server's certificate and those above it.")
  var tlsCertificate: String?

  @Option(help: "HTTPS: a PEM file with the certificate's private key.")
  var tlsKey: String?

  @Option(
    help: """
      Requests without a valid key that one address may send in a minute before it gets 429; 0 for \
      any number.
      """)
  var maxUnauthorized = 600

  @Flag(
    help: """
      Listen on another address than loopback without TLS, for instance behind a proxy that speaks \
      TLS; keys and data travel in the clear up to it.
      """)
  var insecure = false

  @Flag(help: "Refuse to start where the kernel cannot confine the readers of uploads.")
  var requireSandbox = false

  @Flag(help: "Let webhooks lead to addresses of this machine and of private networks, too.")
  var allowPrivateWebhooks = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must be between 0 and 65535.")
    }
    guard (1...1024).contains(workers ?? 1) else {
      throw ValidationError("--workers must be between 1 and 1024.")
    }
    guard (0...25).contains(drainSeconds) else {
      throw ValidationError("--drain-seconds must be between 0 and 25.")
    }
    guard maxUpload >= 1 else { throw ValidationError("--max-upload must be at least 1.") }
    guard maxUnauthorized >= 0 else {
      throw ValidationError("--max-unauthorized must be at least 0.")
    }
    guard (0.1...86_400).contains(attemptDeadline) else {
      throw ValidationError("--attempt-deadline must be between 0.1 and 86400.")
    }
    guard (16...65_536).contains(maxConnections) else {
      throw ValidationError("--max-connections must be between 16 and 65536.")
    }
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key belong together.")
    }
    guard settings.isLoopback || insecure || tlsCertificate != nil else {
      throw ValidationError(
        """
        \(host) is not a loopback address, and keys and data would travel in the clear. Give \
        --tls-certificate and --tls-key, or say --insecure behind a proxy that speaks TLS.
        """)
    }
  }

  func run() async throws {
    // what it makes is its owner's alone: secrets of webhooks lie in the catalog
    umask(0o077)
    do {
      let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      var configuration = MillConfiguration(
        dataFolder: data,
        scenesFolder: try DataFolder.locateScenes(given: scenes, executable: executable),
        executable: executable,
        workers: workers ?? ProcessInfo.processInfo.activeProcessorCount)
      configuration.attemptDeadline = attemptDeadline
      // a client waits for an answer, and nobody for one attempt; further back, a flood of uploads would
      // leave next to nothing for attempts
      configuration.niceness = 10
      // a reader waits, for its file, its fork and the server: two more than cores keep all cores busy;
      // hostile files may take 1 GiB each, together half of the memory of all but small machines
      let machine = ProcessInfo.processInfo
      let bearable = Int((machine.physicalMemory + 1 << 30) >> 31)
      configuration.readers = max(
        2, min(machine.activeProcessorCount + 2, bearable, settings.admission.uploads))
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
    settings.drainDelay = .seconds(drainSeconds)
    settings.failuresPerMinute = maxUnauthorized == 0 ? nil : maxUnauthorized
    if let tlsCertificate, let tlsKey {
      settings.tls = TLSFiles(certificate: tlsCertificate, key: tlsKey)
    }
    settings.requireSandbox = requireSandbox
    settings.maximumConnections = maxConnections
    return settings
  }
}
