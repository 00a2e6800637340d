import ArgumentParser
import Farm
import Foundation

/// A worker process; the pool starts it.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Carry out orders from standard input (started by the pool).",
    shouldDisplay: false)

  @Option(help: "The folder that holds tasks/ and robots/.")
  var scenes: String

  @Option(help: "The server's blob store.")
  var blobs: String

  @Flag(help: "Bound memory, CPU and file size, for untrusted files.")
  var limited = false

  func run() throws {
    // nothing may reach standard output before it is taken for reports
    let channel = WorkerChannel.standard()
    // whoever waits for an answer goes before attempts
    if limited { WorkerLimits().apply() } else { _ = nice(5) }
    try Worker(scenesFolder: scenes, blobFolder: blobs, channel: channel).run()
  }
}
