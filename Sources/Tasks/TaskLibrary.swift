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
  /// it, which are read only when there is such a task; they are most of all that is read. Where
  /// `withKitchens` is false they are not, and tasks done in them are left out once their files are known
  /// to be YAML. In parallel as `DataFolder.read`.
  ///
  /// - Throws: `AuthoringError` naming file, line and key.
  public init(
    folder: String, withKitchens: Bool = true, inParallel: Bool = false
  ) throws(AuthoringError) {
    var paths = try DataFolder.files(in: folder)
    for inner in try DataFolder.folders(in: folder) { paths += try DataFolder.files(in: inner) }
    let scenes = (folder as NSString).deletingLastPathComponent
    let beside = scenes.isEmpty ? "." : scenes
    let robots = try Self.robots(in: "\(beside)/robots")
    let files = try DataFolder.read(paths, inParallel: inParallel) { path throws(AuthoringError) in
      try TaskFile(path, robots: robots)
    }.filter { withKitchens || !$0.isOfKitchens }
    let library =
      try files.contains { $0.isOfKitchens }
      ? Self.kitchens(in: beside, inParallel: inParallel) : nil

    // composite tasks are put together from the others, so they are read last
    var found = try DataFolder.read(files, inParallel: inParallel) { file throws(AuthoringError) in
      try file.isComposite ? nil : file.task(library: library)
    }
    let skills = found.compactMap { $0 }
    for (index, file) in files.enumerated() where file.isComposite {
      found[index] = try file.task(library: library, skills: skills)
    }
    var tasks: [TaskDescription] = []
    for (file, task) in zip(files, found.compactMap { $0 }) {
      if tasks.contains(where: { $0.name == task.name }) {
        throw AuthoringError(
          file: file.root.file, key: "name", reason: "\(task.name) is already taken")
      }
      tasks.append(task)
    }
    self.tasks = tasks
  }

  /// What kitchens are drawn from, checked for what the states of fixtures need.
  private static func kitchens(
    in folder: String, inParallel: Bool
  ) throws(AuthoringError) -> KitchenLibrary {
    let library = try KitchenLibrary(scenesFolder: folder, inParallel: inParallel)
    for model in library.fixtures.models { try FixtureStates.check(model, in: library) }
    return library
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
