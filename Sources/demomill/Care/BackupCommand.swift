import ArgumentParser
import Farm
import Foundation

/// `demomill backup`: copies a data folder while a server works on it.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy a data folder, also while a server runs.",
    discussion: """
      The folder holds the catalog as it was at one moment, and every file that it names. A second run \
      reads what the folder has, and copies only what is new or no longer whole. Exit code 1 when a \
      file is damaged or missing.
      """)

  @Option(help: "The folder that a server keeps its work in.")
  var data: String

  @Option(help: "The folder of the backup: a new one, or that of an earlier backup.")
  var out: String

  func run() async throws {
    umask(0o077)
    let target = URL(fileURLWithPath: out).standardizedFileURL.path
    do {
      try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    } catch { throw ValidationError("--out: \(target) cannot be made.") }
    try await CareRun.run(data: data) { folder, say in
      try await folder.backUp(to: target, say: say)
    } server: { server in
      try await server.care("backup", ["folder": target])
    }
  }
}
