import Authoring
import Foundation
import Tasks
import TestSupport
import Testing

/// A process that is asked for tasks on tables reads no kitchens.
@Suite struct TaskShelfTests {
  /// A `Scenes` folder with one task on a table and one in kitchens, whose style is none.
  private static func folder() throws -> TemporaryFolder {
    let folder = try KitchenFaultTests.scenes(
      .init(file: "styles/nordic.yaml", old: "name:", new: "nome:", key: "", reason: ""))
    try FileManager.default.copyItem(
      at: Repository.root.appendingPathComponent("Scenes/tasks/lift.yaml"),
      to: URL(fileURLWithPath: folder.path("tasks/lift.yaml")))
    return folder
  }

  @Test func `kitchens are read when one of their tasks is asked for`() throws {
    let folder = try Self.folder()
    let shelf = try TaskShelf(folder: folder.path("tasks"), whole: false)
    let task = try shelf.task(named: "lift")
    #expect(task?.name == "lift" && task?.kitchen == nil)
    for _ in 0..<2 {
      let error = try #require(throws: AuthoringError.self) {
        try shelf.task(named: "pnp_counter_to_sink")
      }
      #expect(error.file == folder.path("styles/nordic.yaml"))
    }

    // what is mended meanwhile is good
    let text = try String(contentsOfFile: folder.path("styles/nordic.yaml"), encoding: .utf8)
    try text.replacingOccurrences(of: "nome:", with: "name:")
      .write(toFile: folder.path("styles/nordic.yaml"), atomically: true, encoding: .utf8)
    #expect(try shelf.task(named: "pnp_counter_to_sink")?.kitchen != nil)
    #expect(try shelf.task(named: "lift") != nil)
    #expect(try shelf.task(named: "juggle") == nil)
  }

  @Test func `all is read at once where that is wanted`() throws {
    let folder = try Self.folder()
    let error = try #require(throws: AuthoringError.self) {
      try TaskShelf(folder: folder.path("tasks"), whole: true)
    }
    #expect(error.file == folder.path("styles/nordic.yaml"))
  }

  @Test func `a task is the same whenever it is read`() throws {
    let folder = Repository.root.appendingPathComponent("Scenes/tasks").path
    let whole = try TaskLibrary(folder: folder)
    let shelf = try TaskShelf(folder: folder, whole: false)
    for name in ["stack", "pnp_counter_to_sink", "coffee"] {
      let task = try #require(try shelf.task(named: name))
      #expect(task.version == whole.task(named: name)?.version)
    }
    let onTables = try TaskLibrary(folder: folder, withKitchens: false).tasks.map(\.name)
    #expect(!onTables.isEmpty)
    #expect(onTables == whole.tasks.filter { $0.kitchen == nil }.map(\.name))
  }
}
