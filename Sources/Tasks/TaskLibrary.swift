import Authoring

/// The tasks of a folder, each in a YAML file of its name.
public struct TaskLibrary: Sendable {
  /// Sorted by file name.
  public let tasks: [TaskDescription]

  /// Reads every `.yaml` file of a folder, for instance `Scenes/tasks`.
  ///
  /// - Throws: `AuthoringError` naming file, line and key.
  public init(folder: String) throws(AuthoringError) {
    var tasks: [TaskDescription] = []
    for path in try DataFolder.files(in: folder) {
      let task = try TaskReader.read(path)
      if tasks.contains(where: { $0.name == task.name }) {
        throw AuthoringError(file: path, key: "name", reason: "\(task.name) is already taken")
      }
      tasks.append(task)
    }
    self.tasks = tasks
  }

  /// The task of a name.
  public func task(named name: String) -> TaskDescription? { tasks.first { $0.name == name } }
}
