import Foundation
import JSONText
import Testing

@Suite("Processes that are killed") struct KillTests {
  private let total = 480

  private func folder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "demomill-\(UUID().uuidString)")
  }

  /// Uploads, asks for the job, and gives its id.
  private func submit(_ client: Client) async throws -> String {
    let ids = client.ids(try await client.upload(try Samples.stack()))
    let job: JSON = [
      "task": "stack", "demonstrations": .array(ids.map { JSON($0) }), "seed": 7,
      "scenes": ["count": 24], "motions": ["count": 20, "action_noise": 0.3],
    ]
    return try #require(try await client.post("/v1/jobs", job).json["id"]?.text)
  }

  /// Waits until so many attempts are done; how many there are then.
  private func wait(for attempts: Int, of id: String, _ client: Client) async throws -> Int {
    for _ in 0..<6000 {
      let job = try await client.get("/v1/jobs/\(id)").json
      let done = job["attempts"]?.int ?? 0
      if done >= attempts || job["done"]?.flag == true { return done }
      try await Task.sleep(for: .milliseconds(20))
    }
    return -1
  }

  /// What the job kept: `scene motion content-hash`, sorted; and how it counted.
  private func result(of id: String, _ client: Client) async throws -> (
    kept: [String], counts: JSON
  ) {
    #expect(try await wait(for: total, of: id, client) == total)
    var job = try await client.get("/v1/jobs/\(id)").json
    for _ in 0..<2000 where job["done"]?.flag != true {
      try await Task.sleep(for: .milliseconds(20))
      job = try await client.get("/v1/jobs/\(id)").json
    }
    #expect(job["state"]?.text == "succeeded")
    let page = try await client.get("/v1/episodes?job=\(id)&page_size=1000").json
    guard case .array(let episodes) = page["episodes"] else {
      throw Connection.Failure(what: "no list of episodes")
    }
    let kept = episodes.map { episode in
      let place = "\(episode["scene"]?.int ?? -1) \(episode["motion"]?.int ?? -1)"
      return "\(place) \(episode["blob"]?.text ?? "")"
    }
    let counts: JSON = [
      "attempts": job["attempts"] ?? .null, "successes": job["successes"] ?? .null,
      "failures": job["failures"] ?? .null,
    ]
    return (kept.sorted(), counts)
  }

  @Test("The job goes on, and ends with exactly the episodes of an undisturbed run")
  func kills() async throws {
    // undisturbed
    let calm = folder()
    defer { try? FileManager.default.removeItem(at: calm) }
    let quiet = try await ServeProcess(folder: calm)
    let expected = try await result(of: try await submit(quiet.client), quiet.client)
    try await quiet.end(SIGTERM)
    #expect(expected.kept.count > 100)

    // a worker killed in mid-attempt, then the server, twice over
    let wild = folder()
    defer { try? FileManager.default.removeItem(at: wild) }
    var server = try await ServeProcess(folder: wild)
    let id = try await submit(server.client)
    for round in 1...2 {
      let before = try await wait(for: 60 * round, of: id, server.client)
      #expect(before >= 60 * round && before < total, "the job was too fast to be disturbed")
      let worker = try #require(server.workers.first)
      kill(worker, SIGKILL)
      try await Task.sleep(for: .milliseconds(50))
      try await server.end(SIGKILL)
      server = try await ServeProcess(folder: wild)
    }
    let found = try await result(of: id, server.client)
    try await server.end(SIGTERM)
    #expect(found.kept == expected.kept)
    #expect(found.counts == expected.counts)
  }
}
