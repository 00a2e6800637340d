import ArgumentParser
import Farm
import Foundation

/// `demomill restore`: makes a data folder of a backup.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a data folder of a backup.",
    discussion: """
      Every hash is checked on the way, and so is the catalog. The folder appears when all is whole; \
      otherwise what is wrong is printed, nothing is made, and the exit code is 1.

      With --partial the folder is made of what is whole, as long as the catalog is: every file that is \
      lost is printed with what it belongs to, its dataset is marked as failed, and the exit code is 1.
      """)

  @Argument(help: "The folder of the backup.")
  var backup: String

  @Option(help: "The data folder to make; it must not be there yet, or be empty.")
  var data: String

  @Flag(help: "Restore what is whole of a damaged backup, and say what is lost.")
  var partial = false

  func run() async throws {
    umask(0o077)
    let isWhole: Bool
    do {
      let target = URL(fileURLWithPath: data).standardizedFileURL.path
      isWhole = try await Restore(backup: backup).run(to: target, partial: partial) {
        CareRun.show($0)
      }
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("demomill: \(error)\n".utf8))
      throw ExitCode.failure
    }
    guard isWhole else { throw ExitCode.failure }
  }
}
