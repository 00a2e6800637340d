import Foundation

/// Where the tests find what is checked in, and what was built.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder of tasks and robots.
  static let scenes = root.appending(path: "Scenes").path

  /// The program under test, built beside the tests.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "demomill").path

  /// The bytes of one of the demonstrations to start from.
  static func demonstration(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: "Demos/\(name)")))
  }
}
