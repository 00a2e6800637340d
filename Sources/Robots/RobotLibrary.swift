import Authoring

/// The robots of a folder, each in a YAML file.
public struct RobotLibrary: Sendable {
  /// Sorted by file name.
  public let robots: [RobotModel]

  /// Reads every `.yaml` file of a folder, for instance `Scenes/robots`.
  ///
  /// - Throws: `AuthoringError` naming file, line and key.
  public init(folder: String) throws(AuthoringError) {
    var robots: [RobotModel] = []
    for path in try DataFolder.files(in: folder) {
      let robot = try RobotReader.read(path)
      if robots.contains(where: { $0.name == robot.name }) {
        throw AuthoringError(file: path, key: "name", reason: "\(robot.name) is already taken")
      }
      robots.append(robot)
    }
    self.robots = robots
  }

  /// The robot of a name.
  public func robot(named name: String) -> RobotModel? { robots.first { $0.name == name } }
}
