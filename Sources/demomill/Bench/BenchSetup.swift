import ArgumentParser
import Authoring
import Demonstrations
import Foundation
import Robots
import Rollouts
import Tasks

/// A task with its robot and its source demonstrations, as benchmarks take them.
struct BenchSetup {
  let task: TaskDescription
  let robot: RobotModel
  /// The `Scenes` folder.
  let folder: String

  init(task name: String, scenesFolder: String?) throws {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    folder = try DataFolder.locateScenes(given: scenesFolder, executable: executable)
    guard let found = try TaskLibrary(folder: "\(folder)/tasks").task(named: name) else {
      throw ValidationError("No task is named \(name).")
    }
    guard let robot = try RobotLibrary(folder: "\(folder)/robots").robot(named: found.robot) else {
      throw ValidationError("The task's robot \(found.robot) is not in \(folder)/robots.")
    }
    task = found
    self.robot = robot
  }

  /// So many demonstrations by the scripted operator, from D0 and seed 1, always the same.
  func record(_ count: Int) throws -> [Demonstration] {
    let recorder = try DemonstrationRecorder(
      task: task, robot: robot, distribution: "D0", seed: 1)
    var kept: [Demonstration] = []
    for scene in 0..<(20 * count) where kept.count < count {
      guard var demonstration = recorder.attempt(scene: scene).demonstration else { continue }
      demonstration.name = "demo_\(kept.count)"
      kept.append(demonstration)
    }
    guard kept.count == count else {
      throw ValidationError("The operator managed \(kept.count) of \(20 * count) tries only.")
    }
    return kept
  }

  /// Those of a file; of the task's file in `Demos/` when none is given.
  func demonstrations(file: String?) throws -> [Demonstration] {
    let demos = URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/Demos"
    return try DemonstrationDecoder.decode(path: try file ?? shipped(in: demos))
  }

  /// The file whose name is the task's, an underscore, and one word.
  private func shipped(in folder: String) throws -> String {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let found = names?.first { name in
      guard name.hasPrefix("\(task.name)_"), name.hasSuffix(".hdf5") else { return false }
      return !name.dropFirst(task.name.count + 1).contains("_")
    }
    guard let found else {
      throw ValidationError(
        "\(folder) has no demonstrations of \(task.name); use --demonstrations or --scripted.")
    }
    return "\(folder)/\(found)"
  }
}
