import Authoring
import Foundation
import TestSupport
import Testing

/// Files and folders of authored data.
@Suite struct DataFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
  }

  @Test func `only YAML files are listed, by name`() throws {
    for name in ["b.yaml", "a.yaml", "c.yml", "notes.txt", ".hidden"] { try write(name, "a: 1") }
    let paths = try DataFolder.files(in: folder.url.path)
    #expect(paths == [folder.path("a.yaml"), folder.path("b.yaml")])
    let error = try #require(throws: AuthoringError.self) {
      try DataFolder.files(in: folder.path("nowhere"))
    }
    #expect(error.file == folder.path("nowhere"))
  }

  @Test(arguments: [false, true])
  func `files keep their order, and the first complaint is told`(inParallel: Bool) throws {
    let files = Array(0..<500)
    let read = try DataFolder.read(files, inParallel: inParallel) { number throws(AuthoringError) in
      // those that begin later are done sooner
      if inParallel { usleep(UInt32(500 - number)) }
      return "\(number)"
    }
    #expect(read == files.map(String.init))
    #expect(try DataFolder.read([String](), inParallel: inParallel) { $0 } == [])
    let error = #expect(throws: AuthoringError.self) {
      try DataFolder.read(files, inParallel: inParallel) { number throws(AuthoringError) in
        if number % 100 == 99 { throw AuthoringError(file: "\(number)", reason: "is wrong") }
        return number
      }
    }
    #expect(error?.file == "99")
  }

  @Test func `a file is read with its text, and one that is none is named`() throws {
    try write("a.yaml", "a: 1\n")
    let (root, text) = try AuthoredNode.read(folder.path("a.yaml"))
    #expect(text == "a: 1\n")
    #expect(try root.fields(["a"]).required("a").int(in: 0...9) == 1)
    #expect(root.file == folder.path("a.yaml"))
    #expect(throws: AuthoringError(file: folder.path("b.yaml"), reason: "cannot be read")) {
      try AuthoredNode.read(folder.path("b.yaml"))
    }
    try Data([0x61, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder.path("c.yaml")))
    #expect(throws: AuthoringError(file: folder.path("c.yaml"), reason: "is not UTF-8 text")) {
      try AuthoredNode.read(folder.path("c.yaml"))
    }
  }

  @Test func `the scenes are found as given, or beside or above the program`() throws {
    let tasks = folder.url.appendingPathComponent("here/Scenes/tasks")
    try FileManager.default.createDirectory(at: tasks, withIntermediateDirectories: true)
    let scenes = folder.path("here/Scenes")
    #expect(try DataFolder.locateScenes(given: scenes, executable: "/x") == scenes)
    #expect(throws: AuthoringError.self) {
      try DataFolder.locateScenes(given: folder.url.path, executable: "/x")
    }
  }

  @Test func `a version follows every byte of the text`() {
    #expect(FileVersion.of("") == "cbf29ce484222325")
    #expect(FileVersion.of("a") == "af63dc4c8601ec8c")
    #expect(FileVersion.of("a: 1") != FileVersion.of("a: 1 "))
    #expect(FileVersion.of("ab") != FileVersion.of("ba"))
  }
}
