import ArgumentParser
import Authoring
import Demonstrations
import Episodes
import Foundation
import Robots
import Rollouts
import Tasks

/// `demomill bench stack`: attempts of one task on one core, from reset to the dataset's file.
struct BenchTask: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "Run attempts of a task on one core and report yield and speed.",
    discussion: """
      Every figure is CPU time of this one process, so that a shared machine gives the same answer. \
      The kept episodes are written to a robomimic file as they come, which is part of the cost; \
      simulating each of them for two more seconds, and verifying, are not.
      """)

  @Argument(help: "The task's name, for instance stack.")
  var task: String

  @Option(help: "Source demonstrations; those of the task in Demos/ when not said.")
  var demonstrations: String?

  @Option(help: "Record so many source demonstrations with the scripted operator instead.")
  var scripted: Int?

  @Option(help: "The task's reset distribution.")
  var distribution = "D0"

  @Option(help: "Scenes to draw.")
  var scenes = 300

  @Option(help: "Motions to try in each scene.")
  var motions = 2

  @Option(help: "What all randomness is drawn from.")
  var seed: UInt64 = 1

  @Option(help: "Seconds that kept episodes are simulated further, to see if they still succeed.")
  var stability = 2.0

  @Flag(help: "Make kept episodes again, from recipes and from actions, and compare all bits.")
  var verify = false

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  @Flag(help: "Let the scenes take the cells of the reset ranges in turns.")
  var stratify = false

  @Option(help: "Take pictures of kept episodes: how many cameras, or their names with commas.")
  var cameras: String?

  @Option(help: "Pixels of a picture.")
  var imageSize = SizeArgument(84, 84)

  @Option(help: "How pictures are varied: off, tobin, robosuite, robocasa, dactyl.")
  var visuals = "off"

  @OptionGroup(title: "Kitchens (any of the distribution's split when not said)")
  var kitchen: KitchenArguments

  @OptionGroup(title: "Physics")
  var randomization: RandomizationArguments

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup(title: "Motion options (the task's own values when not said)")
  var motionArguments: MotionArguments

  func validate() throws {
    guard (1...100_000).contains(scenes), (1...100_000).contains(motions) else {
      throw ValidationError("--scenes and --motions must be between 1 and 100000.")
    }
    guard (1...1000).contains(scripted ?? 1) else {
      throw ValidationError("--scripted must be between 1 and 1000.")
    }
    if let cameras {
      _ = try BenchCameras.options(cameras, size: imageSize, visuals: visuals)
    }
    guard (0...60).contains(stability) else {
      throw ValidationError("--stability must be between 0 and 60 seconds.")
    }
  }

  func run() throws {
    let bench = try BenchSetup(task: task, scenesFolder: scenesFolder)
    let runner = try makeRunner(bench)
    let photographs = try cameras.map {
      try BenchCameras(
        BenchCameras.options($0, size: imageSize, visuals: visuals), runner: runner,
        scenesFolder: bench.folder)
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("demomill-bench-\(UUID().uuidString.lowercased()).hdf5").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let report = try Benchmark(
      runner: runner, scenes: scenes, motions: motions, file: file, stability: stability,
      verify: verify, cameras: photographs
    ).run()
    print(json ? try report.json() : report.text)
    if !report.isTrustworthy { throw ExitCode.failure }
  }

  private func makeRunner(_ bench: BenchSetup) throws -> AttemptRunner {
    let kitchen = try kitchen.options(for: bench.task)
    if stratify, let reason = bench.task.stratificationProblem {
      throw ValidationError("--stratify: \(reason).")
    }
    let sources =
      try scripted.map { try bench.record($0) } ?? bench.demonstrations(file: demonstrations)
    return try AttemptRunner(
      task: bench.task, robot: bench.robot, demonstrations: sources,
      demonstrationIDs: sources.map(\.name), distribution: distribution, seed: seed,
      settings: AttemptSettings(
        options: try motionArguments.options, stratify: stratify,
        randomization: try randomization.spec, kitchen: kitchen))
  }
}
