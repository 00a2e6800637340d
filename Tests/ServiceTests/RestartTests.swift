import Catalog
import Crypto
import Foundation
import JSONText
import Testing

@Suite("What clients follow across the death of a server", .serialized) struct RestartTests {
  private func folder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "demomill-\(UUID().uuidString)")
  }

  /// Events from an open stream until the connection ends or enough came.
  private func events(
    _ client: Client, job: String, after: Int?, most: Int = .max
  ) async throws -> [(id: Int, job: JSON)] {
    try await blocking {
      let connection = try Connection(port: client.port)
      defer { connection.close() }
      let last = after.map { ["Last-Event-ID": "\($0)"] } ?? [:]
      try connection.send(Client.head("GET", "/v1/jobs/\(job)/events", last))
      _ = try connection.head()
      var text = ""
      var found: [(id: Int, job: JSON)] = []
      while found.count < most, let chunk = try? connection.chunk() {
        text += String(decoding: chunk, as: UTF8.self)
        while let end = text.firstRange(of: "\n\n") {
          var id: Int?
          for line in text[..<end.lowerBound].split(separator: "\n") {
            if line.hasPrefix("id: ") { id = Int(line.dropFirst(4)) }
            if line.hasPrefix("data: "), let id,
              let job = try? JSON(parsing: Array(line.dropFirst(6).utf8))
            {
              found.append((id, job))
            }
          }
          text.removeSubrange(..<end.upperBound)
        }
      }
      return found
    }
  }

  @Test("A stream of events goes on after a kill, without a gap and without a repetition")
  func stream() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var server = try await ServeProcess(folder: folder)
    let ids = server.client.ids(try await server.client.upload(try Samples.stack()))
    let request: JSON = [
      "task": "stack", "demonstrations": .array(ids.map { JSON($0) }), "seed": 5,
      "scenes": ["count": 150], "motions": ["count": 4, "action_noise": 0.1],
    ]
    let job = try #require(
      try await server.client.post("/v1/jobs", request).json["id"]?.text)
    var all: [(id: Int, job: JSON)] = []
    for _ in 0..<3 {
      all += try await events(server.client, job: job, after: all.last?.id, most: 3)
      try await server.end(SIGKILL)
      server = try await ServeProcess(folder: folder)
    }
    all += try await events(server.client, job: job, after: all.last?.id)
    let shown = all.map(\.id)
    #expect(shown == shown.sorted() && Set(shown).count == shown.count, "\(shown)")

    // what was counted is never less in a later event, and the last one is the whole
    let attempts = all.map { $0.job["attempts"]?.int ?? -1 }
    #expect(attempts == attempts.sorted() && attempts.last == 600, "\(attempts)")
    #expect(all.last?.job["state"]?.text == "succeeded")
    let now = try await server.client.get("/v1/jobs/\(job)").json
    #expect(now["revision"]?.int == shown.last)
    try await server.end(SIGTERM)
  }

  @Test("A file larger than the memory that may be used streams flat, and resumes after a kill")
  func download() async throws {
    // 400 MB by default; DEMOMILL_LARGE_FILE says another number of bytes
    let asked = ProcessInfo.processInfo.environment["DEMOMILL_LARGE_FILE"].flatMap { Int($0) }
    let size = asked ?? 400_000_000
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var server = try await ServeProcess(folder: folder)
    let job = try await server.client.job(
      try Samples.stack(), task: "stack", scenes: 1, motions: 2)
    try await server.end(SIGTERM)
    let sha = try await dataset(of: job, size: size, in: folder)

    server = try await ServeProcess(folder: folder)
    let target = "/v1/datasets/large/versions/1/files/large.hdf5"
    _ = try await server.client.get("/readyz")
    let before = server.peakMemory
    var hash = SHA256()
    var (received, tag) = (0, "")
    // killed a third of the way, and again at two thirds
    for end in [size / 3, 2 * size / 3, size] {
      (hash, received, tag) = try await receive(
        server.client, target, hash, from: received, to: end, tag: tag)
      #expect(received == end)
      let peak = server.peakMemory
      #expect(peak - before < 128 << 20, "\((peak - before) >> 20) MiB more than before")
      guard end < size else { break }
      try await server.end(SIGKILL)
      server = try await ServeProcess(folder: folder)
    }
    #expect(hash.finalize().map { String(format: "%02x", $0) }.joined() == sha)
    try await server.end(SIGTERM)
  }

  /// Reads part of a file and goes away in the middle of what the server sends.
  private func receive(
    _ client: Client, _ target: String, _ hash: SHA256, from: Int, to end: Int, tag: String
  ) async throws -> (SHA256, Int, String) {
    try await blocking {
      let connection = try Connection(port: client.port)
      defer { connection.close() }
      let resumed = ["Range": "bytes=\(from)-", "If-Range": tag]
      try connection.send(Client.head("GET", target, from > 0 ? resumed : [:]))
      let (status, headers) = try connection.head()
      guard status == (from > 0 ? 206 : 200), tag.isEmpty || headers["etag"] == tag else {
        throw Connection.Failure(what: "status \(status)")
      }
      var (hash, place) = (hash, from)
      while place < end {
        let piece = try connection.receive(count: min(1 << 20, end - place))
        hash.update(data: piece)
        place += piece.count
      }
      return (hash, place, headers["etag"] ?? "")
    }
  }

  /// Puts a file without content, but of so many bytes, in the place of a dataset's; its hash.
  private func dataset(of job: String, size: Int, in folder: URL) async throws -> String {
    let catalog = try Catalog(path: folder.appending(path: "catalog.sqlite").path)
    _ = try await catalog.insertDataset(
      DatasetRequest(name: "large", filter: DatasetFilter(jobs: [job])))
    _ = try #require(try await catalog.claimExport())
    let place = folder.appending(path: "datasets/large/1")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let file = place.appending(path: "large.hdf5")
    #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: UInt64(size))
    try handle.close()
    let (sha, _) = try BlobStore.sha256(fileAt: file.path)
    try await catalog.finishExport(
      "large", version: 1,
      result: .success(
        DatasetManifest(
          files: [.init(path: "large.hdf5", size: size, sha256: sha)], episodes: 1, train: 1,
          valid: 0, steps: 1, task: "stack", engineVersion: "1", demonstrations: [])))
    return sha
  }
}
