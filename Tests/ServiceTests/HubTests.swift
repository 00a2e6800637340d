import Crypto
import Foundation
import JSONText
import Testing

@Suite("Datasets as a Hub serves them") struct HubTests {
  /// A dataset of two versions, the first in robomimic's format, the second in LeRobot's.
  private func make(_ client: Client) async throws {
    let ids = client.ids(try await client.upload(try Samples.shortLift(), task: "lift"))
    let job = try await client.post(
      "/v1/jobs",
      [
        "task": "lift", "demonstrations": .array(ids.map { JSON($0) }), "scenes": ["count": 2],
        "motions": ["count": 2],
      ])
    let id = try #require(job.json["id"]?.text)
    _ = try await client.finished(job: id)
    for (version, format) in [(1, "robomimic"), (2, "lerobot")] {
      let reply = try await client.post(
        "/v1/datasets",
        ["name": "lift", "format": JSON(format), "filter": ["jobs": [JSON(id)]]])
      #expect(reply.status == 202, "\(reply.text)")
      for _ in 0..<400 {
        let now = try await client.get("/v1/datasets/lift/versions/\(version)")
        if now.json["state"]?.text == "ready" { break }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  @Test("Versions are revisions, commits follow from content, files come with their commit")
  func routes() async throws {
    try await withServer { server in
      let client = server.client
      try await make(client)
      let refs = try await client.get("/api/datasets/lab/lift/refs").json
      let branches = refs["branches"]?.elements ?? []
      #expect(branches.compactMap { $0["name"]?.text } == ["main", "version-2", "version-1"])
      let tag = try #require(refs["tags"]?[0])
      #expect(tag["name"]?.text == "v3.0")
      let commit = try #require(tag["targetCommit"]?.text)
      #expect(commit.count == 40 && commit == branches[0]["targetCommit"]?.text)
      #expect(commit != branches[2]["targetCommit"]?.text)

      // the revision by every name, and its files
      for revision in ["main", "v3.0", "version-2", commit] {
        let info = try await client.get("/api/datasets/lab/lift/revision/\(revision)").json
        #expect(info["sha"]?.text == commit && info["id"]?.text == "lab/lift", "\(revision)")
        let files = (info["siblings"]?.elements ?? []).compactMap { $0["rfilename"]?.text }
        #expect(files.contains("meta/info.json"), "\(revision)")
      }
      let file = try await client.get("/datasets/lab/lift/resolve/v3.0/meta/info.json")
      #expect(file.status == 200 && file.headers["x-repo-commit"] == commit)
      let digest = SHA256.hash(data: Data(file.body)).map { String(format: "%02x", $0) }.joined()
      #expect(file.headers["etag"] == "\"\(digest)\"")
      #expect(file.json["codebase_version"]?.text == "v3.0")
      let part = try await client.get(
        "/datasets/lab/lift/resolve/version-1/lift.hdf5", headers: ["Range": "bytes=0-7"])
      #expect(part.status == 206 && part.body == [0x89, 72, 68, 70, 13, 10, 26, 10])
    }
  }

  @Test("All files of a version come as one tar, whole or from any byte on")
  func tar() async throws {
    try await withServer { server in
      let client = server.client
      try await make(client)
      let target = "/v1/datasets/lift/versions/2/tar"
      let whole = try await client.get(target)
      #expect(whole.status == 200 && whole.headers["content-type"] == "application/x-tar")
      #expect(whole.headers["content-length"] == String(whole.body.count))
      let tag = try #require(whole.headers["etag"])

      // the system's tar takes it apart, and finds what the files are one by one
      let path = server.folder.appending(path: "all.tar").path
      try Data(whole.body).write(to: URL(filePath: path))
      let files =
        try await client.get("/v1/datasets/lift/versions/2").json["manifest"]?["files"]?.elements
        ?? []
      #expect(files.count > 5)
      for file in files {
        let name = try #require(file["path"]?.text)
        let alone = try await client.get("/v1/datasets/lift/versions/2/files/\(name)")
        #expect(try await extract("lift/\(name)", of: path) == Data(alone.body), "\(name)")
      }

      // cut off anywhere, it goes on there
      for start in [1, 512, whole.body.count / 3, whole.body.count - 700] {
        let rest = try await client.get(
          target, headers: ["Range": "bytes=\(start)-", "If-Range": tag])
        #expect(rest.status == 206, "from \(start)")
        #expect(rest.body.elementsEqual(whole.body[start...]), "from \(start)")
      }
      let same = try await client.get(target, headers: ["If-None-Match": tag])
      #expect(same.status == 304)
    }
  }

  private func extract(_ name: String, of tar: String) async throws -> Data {
    try await blocking {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["tar", "-xOf", tar, name]
      process.standardOutput = output
      try process.run()
      let data = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return data
    }
  }

  @Test("What is not there is told as huggingface_hub tells it")
  func missing() async throws {
    try await withServer { server in
      let client = server.client
      try await make(client)
      for (path, code) in [
        ("/api/datasets/lab/none", "RepoNotFound"), ("/api/datasets/lab/none/refs", "RepoNotFound"),
        ("/api/datasets/lab/lift/revision/v2.1", "RevisionNotFound"),
        ("/datasets/lab/lift/resolve/main/none.json", "EntryNotFound"),
        ("/datasets/lab/lift/resolve/main/../../catalog.sqlite", "EntryNotFound"),
      ] {
        let reply = try await client.get(path)
        #expect(reply.status == 404 && reply.headers["x-error-code"] == code, "\(path)")
      }
    }
  }
}
