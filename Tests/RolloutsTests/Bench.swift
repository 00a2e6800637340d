import Demonstrations
import Episodes
import Foundation
import Geometry
import Robots
import Rollouts
import Tasks
import TestSupport
import Testing

/// The shipped tasks, robot and demonstrations, ready to run.
struct Bench {
  let tasks: TaskLibrary
  let robots: RobotLibrary

  /// What is shipped, read once for all tests.
  private static let shipped = Result {
    let scenes = Repository.root.appendingPathComponent("Scenes").path
    return (
      tasks: try TaskLibrary(folder: "\(scenes)/tasks"),
      robots: try RobotLibrary(folder: "\(scenes)/robots")
    )
  }

  init() throws {
    let shipped = try Self.shipped.get()
    tasks = shipped.tasks
    robots = shipped.robots
  }

  /// The shipped demonstrations of a task.
  static func demonstrations(of task: String) throws -> [Demonstration] {
    let file = task == "lift" ? "lift_human.hdf5" : "stack_robosuite.hdf5"
    return try DemonstrationDecoder.decode(path: Repository.demo(file))
  }

  /// A runner of a shipped task, or of another one by its name.
  func runner(
    _ name: String, distribution: String = "D0", seed: UInt64 = 1,
    demonstrations: [Demonstration]? = nil, from library: TaskLibrary? = nil,
    stratify: Bool = false, randomization: RandomizationSpec? = nil,
    change: (inout MotionOptions) -> Void = { _ in }
  ) throws -> AttemptRunner {
    let task = try #require((library ?? tasks).task(named: name))
    let robot = try #require(robots.robot(named: task.robot))
    let used = try demonstrations ?? Self.demonstrations(of: name)
    var options = MotionOptions()
    change(&options)
    return try AttemptRunner(
      task: task, robot: robot, demonstrations: used, demonstrationIDs: used.map(\.name),
      distribution: distribution, seed: seed,
      settings: AttemptSettings(
        options: options, stratify: stratify, randomization: randomization))
  }

  /// A library with one task: a shipped one's text with pieces replaced.
  static func library(
    _ name: String, replacing pieces: KeyValuePairs<String, String>
  ) throws -> TaskLibrary {
    let shipped = Repository.root.appendingPathComponent("Scenes/tasks/\(name).yaml")
    var text = try String(contentsOf: shipped, encoding: .utf8)
    for (old, new) in pieces {
      try #require(text.contains(old), "the shipped task no longer says \(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    return try library(name, text)
  }

  /// A library of a folder with one task, from its text.
  static func library(_ name: String, _ text: String) throws -> TaskLibrary {
    let folder = try TemporaryFolder()
    try text.write(toFile: folder.path("\(name).yaml"), atomically: true, encoding: .utf8)
    return try withExtendedLifetime(folder) { try TaskLibrary(folder: folder.url.path) }
  }

  /// Stacking in three subtasks with a signal each: grasp, place, left.
  static func threeSubtasks() throws -> TaskLibrary {
    try library(
      "stack",
      replacing: [
        "  - name: place\n    object_ref: cubeB\n":
          "  - name: place\n    object_ref: cubeB\n    subtask_term_signal: place\n"
          + "    signal_predicate: at(cubeA, cubeB, 0.06)\n",
        "\ngeneration:":
          "  - name: leave\n    object_ref: cubeB\n    subtask_term_signal: left\n"
          + "    signal_predicate: on(cubeA, cubeB) and released(cubeA)\n    operator:\n"
          + "      - {relative_to: here, position: [0, 0, 0.05]}\n\ngeneration:",
        "gripper: open, wait: 10}": "}",
        "careful: true, }\n      - {relative_to: here, position: [0, 0, 0.1]}":
          "careful: true}\n      - {relative_to: here, position: [0, 0, 0], gripper: open, wait: 10}",
      ])
  }

  /// Demonstrations of a task by the scripted operator: the first `count` scenes in which it succeeds.
  func recorded(
    _ task: TaskDescription, count: Int, distribution: String = "D0", seed: UInt64 = 1
  ) throws -> [Demonstration] {
    let recorder = try DemonstrationRecorder(
      task: task, robot: try #require(robots.robot(named: task.robot)),
      distribution: distribution, seed: seed)
    var demonstrations: [Demonstration] = []
    for scene in 0..<(4 * count) where demonstrations.count < count {
      if let recorded = recorder.attempt(scene: scene).demonstration {
        demonstrations.append(recorded)
      }
    }
    try #require(demonstrations.count == count, "the operator hardly ever does \(task.name)")
    return demonstrations
  }
}
