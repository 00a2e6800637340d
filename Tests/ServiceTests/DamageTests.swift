import Foundation
import JSONText
import Testing

@Suite("Files that are not what they were") struct DamageTests {
  /// Writes a byte of a file anew; the file's times stay.
  private func flip(_ file: URL, at place: UInt64) throws {
    let times = try FileManager.default.attributesOfItem(atPath: file.path)
    let handle = try FileHandle(forUpdating: file)
    try handle.seek(toOffset: place)
    let byte = try #require(try handle.read(upToCount: 1)?.first)
    try handle.seek(toOffset: place)
    try handle.write(contentsOf: Data([byte ^ 1]))
    try handle.close()
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(times[.modificationDate])], ofItemAtPath: file.path)
  }

  @Test("Nobody gets them whole, and a scrub names them")
  func damage() async throws {
    try await withServer { server in
      let client = server.client
      let job = try await client.job(try Samples.stack(), task: "stack", scenes: 6, motions: 10)
      let request: JSON = ["name": "d", "filter": ["jobs": [JSON(job)]]]
      #expect(try await client.post("/v1/datasets", request).status == 202)
      let place = "/v1/datasets/d/versions/1"
      let made = try await client.settled(place)
      let size = try #require(made["manifest"]?["files"]?.elements?.first?["size"]?.int)
      #expect(size > 2 << 20, "too small to be sent in pieces")
      let file = server.folder.appending(path: "datasets/d/1/d.hdf5")
      let target = "\(place)/files/d.hdf5"
      #expect(try await client.get(target).body.count == size)

      // a version has one name
      for name in ["01", "+1", "1.0", "%201", "-1", "0", "99999999999999999999"] {
        for rest in ["", "/files/d.hdf5", "/tar"] {
          let reply = try await client.get("/v1/datasets/d/versions/\(name)\(rest)")
          #expect(reply.status == 404 && reply.isProblem, "\(name)\(rest)")
        }
      }

      // a large file is on its way when it turns out: the connection ends before its end
      try flip(file, at: UInt64(size / 2))
      await #expect(throws: Connection.Failure.self) { try await client.get(target) }
      let found = try await client.get(place).json
      #expect(found["state"]?.text == "failed")
      #expect(found["error"]?.text?.contains("damaged") == true)
      #expect(try await client.get(target).status == 409)

      // a small one is not begun, nor is a part of it
      let episodes = try await client.get("/v1/episodes?job=\(job)").json
      let episode = try #require(episodes["episodes"]?.elements?.first)
      let blob = try #require(episode["blob"]?.text)
      let id = try #require(episode["id"]?.text)
      let bytes = ["Accept": "application/octet-stream"]
      let states = "/v1/episodes/\(id)/states"
      #expect(try await client.get(states, headers: bytes).status == 200)
      try flip(
        server.folder.appending(path: "blobs/\(blob.prefix(2))/\(blob)"), at: 100)
      for headers in [bytes, bytes.merging(["Range": "bytes=0-9"]) { $1 }, [:]] {
        let reply = try await client.get(states, headers: headers)
        #expect(reply.status == 500 && reply.isProblem, "\(headers)")
        #expect(reply.json["type"]?.text == "urn:demomill:problem:damaged")
      }
      let scrub = try await client.post("/v1/admin:scrub", [:])
      #expect(scrub.status == 200 && scrub.headers["content-type"] == "application/x-ndjson")
      let lines = try scrub.text.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
      let damaged = lines.filter { $0["kind"]?.text == "damaged" }
      #expect(damaged.compactMap { $0["path"]?.text } == ["blobs/\(blob.prefix(2))/\(blob)"])
      #expect(lines.last?["kind"]?.text == "done")
    }
  }

  @Test("A backup goes only where it may")
  func backup() async throws {
    try await withServer { server in
      for folder in ["relative", server.folder.path, "/nowhere/at/all"] {
        let reply = try await server.client.post("/v1/admin:backup", ["folder": JSON(folder)])
        #expect(reply.status == 422 && reply.fields == ["folder"], "\(folder): \(reply.text)")
      }
      let reply = try await server.client.post("/v1/admin:scrub", ["colour": "red"])
      #expect(reply.status == 422 && reply.fields == ["colour"])
    }
  }
}
