import ArgumentParser
import Authoring
import Episodes
import Foundation
import Robots
import Rollouts
import Scenes
import Tasks

/// `demomill bench scenes`: how many seeds give a kitchen that a task can be done in, and how fast.
struct BenchScenes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenes", abstract: "Draw kitchens and count those that could not be.",
    discussion: """
      The tasks that are done in kitchens take turns, each scene with seeds of its own for layout, style, \
      fixtures, objects and places; a layout that is not asked for may give way to another. A scene counts when it is drawn, its objects have settled in physics, and \
      its world stands ready; its time is the CPU time of all that, in this one process.
      """)

  @Option(help: "Scenes to draw, over all tasks.")
  var count = 10_000

  @Option(help: "These tasks, separated by commas; all that are not composite when not said.")
  var only: String?

  @Option(help: "What all randomness is drawn from.")
  var seed: UInt64 = 1

  @Option(help: "Where scenes are drawn from; one of the tasks' reset distributions.")
  var distribution = "D0"

  @OptionGroup var kitchen: KitchenArguments

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard (1...10_000_000).contains(count) else {
      throw ValidationError("--count must be between 1 and 10000000.")
    }
  }

  func run() throws {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = try DataFolder.locateScenes(given: scenesFolder, executable: executable)
    let robots = try RobotLibrary(folder: "\(folder)/robots")
    let names = only?.split(separator: ",").map(String.init)
    let tasks = try TaskLibrary(folder: "\(folder)/tasks").tasks.filter {
      $0.kitchen != nil && names?.contains($0.name) ?? $0.skills.isEmpty
    }
    guard !tasks.isEmpty else { throw ValidationError("--only names no task in kitchens.") }
    let sources = try tasks.map { try source(of: $0, robots) }

    var report = ScenesReport(tasks: tasks.map(\.name))
    for index in 0..<count {
      let place = index % tasks.count
      let start = CPUClock.seconds()
      do throws(InfeasibleScene) {
        let drawn = try sources[place].drawn(index)
        sources[place].stand(drawn)
        report.add(task: place, seconds: CPUClock.seconds() - start, drawn.kitchen)
      } catch {
        report.add(task: place, scene: index, failure: error.detail)
      }
    }
    print(json ? try report.json() : report.text)
    if report.feasibleShare < 0.999 { throw ExitCode.failure }
  }

  private func source(of task: TaskDescription, _ robots: RobotLibrary) throws -> TaskScenes {
    guard let robot = robots.robot(named: task.robot) else {
      throw ValidationError("the robot \(task.robot) of \(task.name) is not known.")
    }
    guard let reset = task.distribution(distribution) else {
      throw ValidationError("\(task.name) has no reset distribution \(distribution).")
    }
    return TaskScenes(
      task: task, robot: robot, distribution: reset, seed: seed,
      kitchen: try kitchen.options(for: task))
  }
}
