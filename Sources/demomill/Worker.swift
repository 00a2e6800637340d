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

  @Option(help: "How far it stands back where others want the CPU, 0 to 19.")
  var niceness: Int32 = 5

  @Flag(help: "Read all tasks before the first order, also those in kitchens.")
  var allTasks = false

  func run() throws {
    // nothing may reach standard output before it is taken for reports
    let channel = WorkerChannel.standard()
    _ = nice(niceness)
    try Worker(
      scenesFolder: scenes, blobFolder: blobs, allTasks: allTasks, channel: channel
    ).run()
  }
}
