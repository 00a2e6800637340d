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

  init() throws {
    let scenes = Repository.root.appendingPathComponent("Scenes").path
    tasks = try TaskLibrary(folder: "\(scenes)/tasks")
    robots = try RobotLibrary(folder: "\(scenes)/robots")
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
      settings: AttemptSettings(options: options))
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
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("demomill-tasks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(
      to: folder.appendingPathComponent("\(name).yaml"), atomically: true, encoding: .utf8)
    return try TaskLibrary(folder: folder.path)
  }
}
