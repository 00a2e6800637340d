import ArgumentParser

/// `demomill bench`: what is claimed about speed and yield, measured.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure yield and speed.",
    subcommands: [
      BenchTask.self, BenchSuite.self, BenchScenes.self, BenchKitchen.self, BenchRender.self,
      BenchExport.self,
    ],
    defaultSubcommand: BenchTask.self)
}
