import Foundation
import JSONText
import Testing

@Suite("The commands backup and restore") struct CareCommandTests {
  private func isThere(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

  @Test("A backup that is refused leaves no folder behind")
  func refused() async throws {
    let scratch = Program.freshFolder()
    defer { try? FileManager.default.removeItem(at: scratch) }
    let data = scratch.appending(path: "data")
    let server = try await ServeProcess(folder: data)

    // within the data folder, by the server's word
    let within = try await Program.run([
      "backup", "--data", data.path, "--out", data.appending(path: "backups/new").path,
    ])
    #expect(within.code == 1 && within.errors.contains("apart"), "\(within)")
    #expect(!isThere(data.appending(path: "backups")))

    // nobody says where the server answers
    try FileManager.default.removeItem(at: data.appending(path: "server.json"))
    let out = scratch.appending(path: "a/b")
    let lost = try await Program.run(["backup", "--data", data.path, "--out", out.path])
    #expect(lost.code == 1 && lost.errors.contains("in use"), "\(lost)")
    #expect(!isThere(scratch.appending(path: "a")))
    try await server.end(SIGTERM)

    // no data folder; and a folder that was there before stays
    let none = try await Program.run(["backup", "--data", "\(scratch.path)/x", "--out", out.path])
    #expect(none.code == 1 && !isThere(scratch.appending(path: "a")))
    let own = scratch.appending(path: "own")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    let kept = try await Program.run(["backup", "--data", "\(scratch.path)/x", "--out", own.path])
    #expect(kept.code == 1 && isThere(own))

    // the same folder takes a backup when all is well
    let good = try await Program.run(["backup", "--data", data.path, "--out", out.path])
    #expect(good.code == 0 && isThere(out.appending(path: "backup.json")), "\(good)")
  }
}
