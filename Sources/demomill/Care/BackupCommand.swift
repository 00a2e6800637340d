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
    let made = Self.absent(target)
    do {
      try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    } catch {
      Self.removeEmpty(made)
      throw ValidationError("--out: \(target) cannot be made.")
    }
    do {
      try await CareRun.run(data: data) { folder, say in
        try await folder.backUp(to: target, say: say)
      } server: { server in
        try await server.care("backup", ["folder": target])
      }
    } catch {
      Self.removeEmpty(made)
      throw error
    }
  }

  /// The folders of a path that are not there, the innermost first.
  private static func absent(_ path: String) -> [String] {
    var folders: [String] = []
    var folder = path
    while folder.count > 1, !FileManager.default.fileExists(atPath: folder) {
      folders.append(folder)
      folder = (folder as NSString).deletingLastPathComponent
    }
    return folders
  }

  /// Removes folders that were made for a backup of which nothing is there; others stay.
  private static func removeEmpty(_ folders: [String]) {
    for folder in folders { rmdir(folder) }
  }
}
