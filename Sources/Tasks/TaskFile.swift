import Authoring
import Kitchens

/// One file of `Scenes/tasks`, parsed but not yet understood.
struct TaskFile: Sendable {
  let root: AuthoredNode
  let text: String
  /// Whether its task is done in kitchens.
  let isOfKitchens: Bool
  /// Whether its task is put together from other tasks.
  let isComposite: Bool

  /// Parses a file; `robots` are the names that a task may say, nil where they are not known.
  init(_ path: String, robots: [String]?) throws(AuthoringError) {
    (root, text) = try AuthoredNode.read(path)
    let name = root.at("robot")
    if let robots, let robot = try? name.string(), !robots.contains(robot) {
      throw name.error("\(robot) is no robot; known are \(robots.joined(separator: ", "))")
    }
    isOfKitchens = try root.entries().contains { $0.name == "kitchen" }
    isComposite = isOfKitchens ? try KitchenTaskReader.isComposite(root) : false
  }

  /// Its task; `library` is there when it is done in kitchens, `skills` are the tasks that a composite
  /// task may name.
  func task(
    library: KitchenLibrary?, skills: [TaskDescription] = []
  ) throws(AuthoringError) -> TaskDescription {
    guard isOfKitchens, let library else { return try TaskReader.task(root, text: text) }
    return try KitchenTaskReader.task(root, text: text, library: library, tasks: skills)
  }
}
