import Authoring
import Demonstrations
import Foundation
import Rollouts
import Tasks
import TestSupport
import Testing

/// A composite task made of shipped skills, from a text that a test may change.
struct CompositeKitchen {
  let tasks: TaskLibrary
  let bench: Bench

  /// The shipped `prepare_coffee` with pieces of its file replaced, beside its two skills.
  init(replacing pieces: KeyValuePairs<String, String> = [:]) throws {
    bench = try Bench()
    tasks = try Self.library(replacing: pieces)
  }

  /// The shipped composite task's file with pieces replaced, read.
  static func library(replacing pieces: KeyValuePairs<String, String>) throws -> TaskLibrary {
    let scenes = Repository.root.appendingPathComponent("Scenes")
    let folder = try TemporaryFolder()
    let files = FileManager.default
    for name in ["fixtures", "objects", "layouts", "styles"] {
      try files.createSymbolicLink(
        atPath: folder.path(name), withDestinationPath: scenes.appendingPathComponent(name).path)
    }
    try files.createDirectory(atPath: folder.path("tasks"), withIntermediateDirectories: true)
    for skill in ["coffee_setup_mug", "coffee_press_button"] {
      try files.copyItem(
        atPath: scenes.appendingPathComponent("tasks/kitchen/\(skill).yaml").path,
        toPath: folder.path("tasks/\(skill).yaml"))
    }
    var text = try String(
      contentsOf: scenes.appendingPathComponent("tasks/composite/prepare_coffee.yaml"),
      encoding: .utf8)
    for (old, new) in pieces {
      try #require(text.contains(old), "the shipped task no longer says \(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    try text.write(
      toFile: folder.path("tasks/prepare_coffee.yaml"), atomically: true, encoding: .utf8)
    return try withExtendedLifetime(folder) { try TaskLibrary(folder: folder.path("tasks")) }
  }

  /// So many demonstrations of each skill, told apart by what they show.
  func demonstrations(_ count: Int) throws -> [Demonstration] {
    try ["coffee_setup_mug", "coffee_press_button"].flatMap { name in
      let task = try #require(tasks.task(named: name))
      return try bench.recorded(task, count: count, seed: 7).map { one in
        var demonstration = one
        demonstration.task = name
        return demonstration
      }
    }
  }

  /// A runner of the composite task.
  func runner(_ demonstrations: [Demonstration]) throws -> AttemptRunner {
    let task = try #require(tasks.task(named: "prepare_coffee"))
    return try AttemptRunner(
      task: task, robot: try #require(bench.robots.robot(named: task.robot)),
      demonstrations: demonstrations,
      demonstrationIDs: demonstrations.indices.map { "demo_\($0)" }, distribution: "D0", seed: 5,
      settings: AttemptSettings())
  }
}
