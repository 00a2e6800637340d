import Farm
import Foundation
import Testing

/// What the readers of uploads are denied, tried in a child process each time.
@Suite struct SandboxTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "sandbox-\(UUID().uuidString)")

  @Test("A sandbox denies files, sockets, programs, processes, signals, tracing and modes")
  func everything() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let file = folder.appending(path: "in")
    try Data("in".utf8).write(to: file)
    let denied = Sandbox.probe(readable: file.path, writable: out.path)

    // where the kernel has no Landlock the rest must hold all the same
    var expected = Sandbox.Denials.all
    if Sandbox.landlockVersion == nil { expected.subtract([.reading, .writing]) }
    #expect(denied.isSuperset(of: expected), "open: \(denied.gaps)")
    #expect(expected == .all ? denied.gaps.isEmpty : !denied.gaps.isEmpty)
    #expect(FileManager.default.fileExists(atPath: out.appending(path: "probe").path))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.sorted() == ["in", "out"])
  }

  @Test("What is missing is said in words")
  func words() {
    #expect(Sandbox.Denials.all.gaps == [])
    #expect(Sandbox.Denials.all.subtracting([.network, .modes]).gaps.count == 2)
    #expect(Sandbox.Denials([]).gaps.count == 9)
  }
}
