import ArgumentParser
import Foundation

/// `demomill bench suite`: every task beside what was published for it.
struct BenchSuite: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suite",
    abstract: "Measure the yield of MimicGen's 26 variants, and more.",
    discussion: """
      Ten source demonstrations are recorded per task from D0, always the same; every variant is \
      tried with the task's own settings (action noise 0.05). The table is Markdown. Exit code 1 \
      when kept episodes are not stable.
      """)

  @Option(help: "Scenes per variant.")
  var scenes = 100

  @Option(help: "Motions in each scene.")
  var motions = 2

  @Option(help: "What all randomness is drawn from.")
  var seed: UInt64 = 1

  @Option(help: "Source demonstrations per task.")
  var sources = 10

  @Option(help: "Only these tasks, separated by commas.")
  var only: String?

  @Option(help: "Variants measured at a time.")
  var parallel = 2

  @Flag(
    help: "RoboCasa's 25 atomic tasks instead: ten layouts times ten styles, one motion in each.")
  var kitchens = false

  @Option(help: "Write the table here, too.")
  var out: String?

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  func validate() throws {
    for (name, value) in [
      ("scenes", scenes), ("motions", motions), ("sources", sources), ("parallel", parallel),
    ] {
      guard (1...1000).contains(value) else {
        throw ValidationError("--\(name) must be between 1 and 1000.")
      }
    }
    if let out { try OutputPath.validate(out) }
  }

  func run() throws {
    let names = only?.split(separator: ",").map(String.init)
    let all =
      kitchens
      ? SuiteVariant.kitchens
      : SuiteVariant.published + SuiteVariant.fetch + SuiteVariant.ablations
    let variants =
      all
      .filter { names?.contains($0.task) ?? true }
    guard !variants.isEmpty else { throw ValidationError("--only names no task of the suite.") }

    // each variant is a process of its own, as ODE wants it
    var results = [SuiteResult?](repeating: nil, count: variants.count)
    var running: [(index: Int, child: SuiteChild)] = []
    var next = 0
    while next < variants.count || !running.isEmpty {
      while running.count < parallel, next < variants.count {
        running.append((next, try SuiteChild(arguments: arguments(variants[next]))))
        next += 1
      }
      let (index, child) = running.removeFirst()
      let result = try child.result()
      results[index] = result
      say(SuiteTable.row(variants[index], result))
    }
    let table = SuiteTable(rows: Array(zip(variants, results.compactMap { $0 }))).text
    print(table)
    if let out { try Data((table + "\n").utf8).write(to: URL(filePath: out), options: .atomic) }
    if results.contains(where: { ($0?.unstable ?? 0) > 0 }) { throw ExitCode.failure }
  }

  private func arguments(_ variant: SuiteVariant) -> [String] {
    let counts = variant.counts(scenes: scenes, motions: motions)
    var arguments = [
      "bench", "task", variant.task, "--distribution", variant.distribution, "--scripted",
      "\(sources)", "--scenes", "\(counts.scenes)", "--motions", "\(counts.motions)", "--seed",
      "\(seed)",
      "--json",
    ]
    if let scenesFolder { arguments += ["--scenes-folder", scenesFolder] }
    return arguments + variant.flags
  }

  private func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
