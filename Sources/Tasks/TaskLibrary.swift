import Authoring
import Foundation
import Kitchens

/// The tasks of a folder, each in a YAML file of its name.
public struct TaskLibrary: Sendable {
  /// Sorted by file name, those of sub-folders after those of the folder itself.
  public let tasks: [TaskDescription]

  /// Reads every `.yaml` file of a folder and of the folders in it, for instance `Scenes/tasks`.
  ///
  /// Tasks that are done in kitchens take fixtures, objects, layouts and styles from the folders beside
  /// it, which are read only when there is such a task.
  ///
  /// - Throws: `AuthoringError` naming file, line and key.
  public init(folder: String) throws(AuthoringError) {
    var paths = try DataFolder.files(in: folder)
    for inner in try DataFolder.folders(in: folder) { paths += try DataFolder.files(in: inner) }
    let scenes = (folder as NSString).deletingLastPathComponent
    let beside = scenes.isEmpty ? "." : scenes
    let robots = try Self.robots(in: "\(beside)/robots")
    var kitchens: KitchenLibrary?
    func read(
      _ path: String, tasks: [TaskDescription]?
    ) throws(AuthoringError) -> TaskDescription? {
      try TaskReader.read(path, tasks: tasks, robots: robots) { () throws(AuthoringError) in
        if let kitchens { return kitchens }
        let library = try KitchenLibrary(scenesFolder: beside)
        for model in library.fixtures.models { try FixtureStates.check(model, in: library) }
        kitchens = library
        return library
      }
    }

    // composite tasks are put together from the others, so they are read last
    var found: [TaskDescription?] = []
    for path in paths { found.append(try read(path, tasks: nil)) }
    let skills = found.compactMap { $0 }
    for (index, path) in paths.enumerated() where found[index] == nil {
      found[index] = try read(path, tasks: skills)
    }
    var tasks: [TaskDescription] = []
    for (path, task) in zip(paths, found.compactMap { $0 }) {
      if tasks.contains(where: { $0.name == task.name }) {
        throw AuthoringError(file: path, key: "name", reason: "\(task.name) is already taken")
      }
      tasks.append(task)
    }
    self.tasks = tasks
  }

  /// The names of the robots beside a folder of tasks; nil where there is no such folder.
  private static func robots(in folder: String) throws(AuthoringError) -> [String]? {
    guard FileManager.default.fileExists(atPath: folder) else { return nil }
    return try DataFolder.files(in: folder).map {
      (($0 as NSString).lastPathComponent as NSString).deletingPathExtension
    }
  }

  /// The task of a name.
  public func task(named name: String) -> TaskDescription? { tasks.first { $0.name == name } }
}
