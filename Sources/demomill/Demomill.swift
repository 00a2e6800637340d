import ArgumentParser
import Foundation

/// The program with all its commands.
///
/// Exit code 0 done, 1 failed, 2 wrong usage.
@main struct Demomill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demomill", abstract: "Multiply robot demonstrations.",
    subcommands: [
      Serve.self, Key.self, Multiply.self, Convert.self, Record.self, Verify.self, Bench.self,
      SceneCommand.self, RenderCommand.self, TexturesCommand.self, ScrubCommand.self,
      BackupCommand.self, RestoreCommand.self, WorkerCommand.self,
    ])

  /// As the library's own, but with exit code 2 for wrong usage.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      try? FileHandle.standardError.write(contentsOf: Data((fullMessage(for: error) + "\n").utf8))
      Foundation.exit(2)
    }
  }
}
