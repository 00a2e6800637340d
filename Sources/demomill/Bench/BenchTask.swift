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

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup(title: "Motion options (the task's own values when not said)")
  var motionArguments: MotionArguments

  func validate() throws {
    guard (1...100_000).contains(scenes), (1...100_000).contains(motions) else {
      throw ValidationError("--scenes and --motions must be between 1 and 100000.")
    }
    guard (0...60).contains(stability) else {
      throw ValidationError("--stability must be between 0 and 60 seconds.")
    }
  }

  func run() throws {
    let runner = try makeRunner()
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("demomill-bench-\(UUID().uuidString.lowercased()).hdf5").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let report = try Benchmark(
      runner: runner, scenes: scenes, motions: motions, file: file, stability: stability,
      verify: verify
    ).run()
    print(json ? try report.json() : report.text)
    if !report.isTrustworthy { throw ExitCode.failure }
  }

  private func makeRunner() throws -> AttemptRunner {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = try DataFolder.locateScenes(given: scenesFolder, executable: executable)
    guard let found = try TaskLibrary(folder: "\(folder)/tasks").task(named: task) else {
      throw ValidationError("No task is named \(task).")
    }
    guard let robot = try RobotLibrary(folder: "\(folder)/robots").robot(named: found.robot) else {
      throw ValidationError("The task's robot \(found.robot) is not in \(folder)/robots.")
    }
    let demos = URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/Demos"
    let file = try demonstrations ?? Self.shipped(for: task, in: demos)
    let decoded = try DemonstrationDecoder.decode(path: file)
    return try AttemptRunner(
      task: found, robot: robot, demonstrations: decoded, demonstrationIDs: decoded.map(\.name),
      distribution: distribution, seed: seed, options: motionArguments.options)
  }

  /// The file in `Demos/` whose name begins with the task's.
  private static func shipped(for task: String, in folder: String) throws -> String {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    guard let name = names?.first(where: { $0.hasPrefix("\(task)_") && $0.hasSuffix(".hdf5") })
    else {
      throw ValidationError("\(folder) has no demonstrations of \(task); use --demonstrations.")
    }
    return "\(folder)/\(name)"
  }
}
