import ArgumentParser
import Authoring
import Demonstrations
import Foundation
import Robots
import Rollouts
import Tasks

/// `demomill record`: source demonstrations from the same simulator that multiplies them.
struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Record demonstrations of a task.",
    discussion: """
      The scripted operator does what the task's file says, with a human's tremor, pauses, varying \
      speed, overshoot and aiming errors. Only tries that succeed are written; the same seed gives \
      the same file.
      """)

  /// Who moves the hand.
  enum Operator: String, ExpressibleByArgument, CaseIterable { case scripted }

  @Option(help: "What to record; the name of a task.")
  var task: String

  @Option(name: .customLong("operator"), help: "Who moves the hand: scripted.")
  var person = Operator.scripted

  @Option(help: "Demonstrations to record.")
  var count = 10

  @Option(help: "What all randomness is drawn from.")
  var seed: UInt64 = 1

  @Option(help: "Where scenes are drawn from; one of the task's reset distributions.")
  var distribution = "D0"

  @Option(help: "The file: robomimic HDF5 with datagen_info, or JSON where the name ends so.")
  var out: String

  @Option(help: "Tries after which it gives up; ten times the count when not said.")
  var tries: Int?

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  @Flag(help: "Tell each step of each try.")
  var verbose = false

  @OptionGroup(title: "Kitchens (any of the distribution's split when not said)")
  var kitchen: KitchenArguments

  func validate() throws {
    guard (1...1000).contains(count) else {
      throw ValidationError("--count must be between 1 and 1000.")
    }
    guard (1...100_000).contains(tries ?? 1) else {
      throw ValidationError("--tries must be between 1 and 100000.")
    }
    try OutputPath.validate(out)
  }

  func run() throws {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = try DataFolder.locateScenes(given: scenesFolder, executable: executable)
    let tasks = try TaskLibrary(folder: "\(folder)/tasks")
    guard let found = tasks.task(named: task) else {
      let known = tasks.tasks.map(\.name).joined(separator: ", ")
      throw ValidationError("--task must be one of \(known).")
    }
    guard let robot = try RobotLibrary(folder: "\(folder)/robots").robot(named: found.robot) else {
      throw ValidationError("the task's robot \(found.robot) is not known.")
    }
    let recorder = try DemonstrationRecorder(
      task: found, robot: robot, distribution: distribution, seed: seed,
      kitchen: try kitchen.options(for: found))

    // scenes are tried in order until there are enough
    var kept: [Demonstration] = []
    var tried = 0
    while kept.count < count, tried < tries ?? 10 * count {
      let attempt = recorder.attempt(scene: tried)
      tried += 1
      say(attempt, subtasks: found.subtasks.map(\.name))
      guard var demonstration = attempt.demonstration else { continue }
      demonstration.name = "demo_\(kept.count)"
      kept.append(demonstration)
    }
    guard kept.count == count else {
      say("only \(kept.count) of \(tried) tries succeeded; nothing is written")
      throw ExitCode.failure
    }
    if out.hasSuffix(".json") {
      try DemonstrationJSON.encode(kept).write(to: URL(filePath: out), options: .atomic)
    } else {
      try RobomimicSourceWriter.write(kept, to: out)
    }
    let frames = kept.reduce(0) { $0 + $1.frames }
    print("recorded   \(kept.count) of \(tried) tries, \(frames) frames")
    print("file       \(out)")
  }

  private func say(_ attempt: DemonstrationRecorder.Attempt, subtasks: [String]) {
    if verbose { for line in attempt.log { say(line) } }
    guard let failure = attempt.failure else {
      if verbose { say("scene \(attempt.scene): done") }
      return
    }
    let place = attempt.subtask.map { " in \(subtasks[$0])" } ?? ""
    say("scene \(attempt.scene): \(failure.rawValue)\(place): \(attempt.detail ?? "")")
  }

  private func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
