import ArgumentParser
import Farm

/// `demomill scrub`: reads every kept file through.
struct ScrubCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrub", abstract: "Find damaged, missing and left over files of a data folder.",
    discussion: """
      Every file is read and compared with its hash; what is damaged is printed with what it belongs \
      to. Works beside a running server. Exit code 1 when something is damaged or missing.
      """)

  @Option(help: "The folder that a server keeps its work in.")
  var data: String

  @Flag(help: "Remove what nobody has needed for an hour.")
  var removeOrphans = false

  func run() async throws {
    try await CareRun.run(data: data) { folder, say in
      try await folder.scrub(removeOrphans: removeOrphans, say: say)
    } server: { server in
      try await server.care("scrub", ["remove_orphans": removeOrphans])
    }
  }
}
