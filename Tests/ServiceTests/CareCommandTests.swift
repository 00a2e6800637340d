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

  @Test("What is whole of a damaged backup is restored and served, and what is lost is said")
  func partial() async throws {
    let scratch = Program.freshFolder()
    defer { try? FileManager.default.removeItem(at: scratch) }
    let (data, out) = (scratch.appending(path: "data"), scratch.appending(path: "backup"))
    let server = try await ServeProcess(folder: data)
    let stack = server.client.ids(try await server.client.upload(try Samples.stack()))
    let job = try await server.client.job(
      try Samples.shortLift(), task: "lift", scenes: 2, motions: 2)
    for name in ["a", "b"] {
      let request: JSON = ["name": JSON(name), "filter": ["jobs": [JSON(job)]]]
      #expect(try await server.client.post("/v1/datasets", request).status == 202)
      let made = try await server.client.settled("/v1/datasets/\(name)/versions/1")
      #expect(made["state"]?.text == "ready")
    }
    let list = try await server.client.get("/v1/episodes?job=\(job)").json["episodes"]?.elements
    let episode = try #require(list?.first)
    let (id, blob) = (
      try #require(episode["id"]?.text), try #require(episode["blob"]?.text)
    )
    let record = try await server.client.get("/v1/demonstrations/\(stack[0])").json
    let sha = try #require(record["sha256"]?.text)
    let backup = try await Program.run(["backup", "--data", data.path, "--out", out.path])
    #expect(backup.code == 0, "\(backup)")
    try await server.end(SIGTERM)

    // an episode is damaged, a demonstration and a dataset's file are gone
    let file = out.appending(path: "blobs/\(blob.prefix(2))/\(blob)")
    var content = try Data(contentsOf: file)
    content[content.count / 2] ^= 1
    try content.write(to: file)
    try FileManager.default.removeItem(at: out.appending(path: "blobs/\(sha.prefix(2))/\(sha)"))
    try FileManager.default.removeItem(at: out.appending(path: "datasets/b/1/b.hdf5"))
    let again = scratch.appending(path: "again")
    let all = try await Program.run(["restore", out.path, "--data", again.path])
    #expect(all.code == 1 && !isThere(again), "\(all)")
    let part = try await Program.run(["restore", out.path, "--data", again.path, "--partial"])
    #expect(part.code == 1, "\(part)")
    for (kind, what) in [
      ("damaged", "episode \(id)"), ("missing", "demonstration \(stack[0])"),
      ("missing", "dataset b version 1"),
    ] {
      let lines = part.output.split(separator: "\n").filter { $0.hasPrefix(kind) }
      #expect(lines.contains { $0.contains(what) }, "\(part.output)")
    }
    try #require(isThere(again))

    // the rest is served
    let next = try await ServeProcess(folder: again)
    let client = next.client
    #expect(try await client.ready().status == 200)
    #expect(try await client.get("/v1/demonstrations/\(stack[1])").status == 200)
    #expect(try await client.get("/v1/jobs/\(job)").status == 200)
    let file1 = try await client.get("/v1/datasets/a/versions/1/files/a.hdf5")
    #expect(file1.status == 200)
    #expect(try await client.get("/v1/datasets/b/versions/1").json["state"]?.text == "failed")
    #expect(try await client.get("/v1/datasets/b/versions/1/files/b.hdf5").status == 409)
    let bytes = ["Accept": "application/octet-stream"]
    let lost = try await client.get("/v1/episodes/\(id)/states", headers: bytes)
    #expect(lost.status == 500 && lost.json["type"]?.text == "urn:demomill:problem:damaged")
    // what was lost is welcome again
    #expect(try await client.upload(try Samples.stack()).status < 300)
    let more = try await client.job(
      try Samples.stack(), task: "stack", scenes: 6, motions: 10)
    #expect(try await client.get("/v1/jobs/\(more)").json["state"]?.text == "succeeded")
    try await next.end(SIGTERM)

    // a catalog that is not whole is of no use
    let catalog = out.appending(path: "catalog.sqlite")
    var pages = try Data(contentsOf: catalog)
    pages[pages.count / 2] ^= 1
    try pages.write(to: catalog)
    let none = scratch.appending(path: "none")
    let useless = try await Program.run(["restore", out.path, "--data", none.path, "--partial"])
    #expect(useless.code == 1 && useless.output.contains("catalog.sqlite") && !isThere(none))
  }
}
