import Foundation
import JSONText
import Testing

@Suite("Renders whose server is killed") struct RenderKillTests {
  private func folder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "demomill-\(UUID().uuidString)")
  }

  /// Makes episodes and asks for their pictures; the render's id.
  private func submit(_ client: Client) async throws -> String {
    let job = try await client.job(try Samples.shortLift(), task: "lift", scenes: 2, motions: 2)
    let request: JSON = [
      "jobs": [JSON(job)], "variants": 10, "style_seeds": [1, 9],
      "cameras": ["names": ["agentview"], "size": [32, 32], "visuals": "tobin"],
    ]
    return try #require(try await client.post("/v1/renders", request).json["id"]?.text)
  }

  /// The files of a render that is ready, and that of its thumbnails.
  private func result(of id: String, _ client: Client) async throws -> [String] {
    let render = try await client.settled("/v1/renders/\(id)")
    #expect(render["state"]?.text == "ready", "\(render)")
    #expect(render["done"] == render["total"])
    let pictures = try await client.all("/v1/renders/\(id)/pictures", "pictures", size: 7)
    return pictures.map { picture in
      let place = "\(picture["variant"]?.int ?? -1) \(picture["style_seed"]?.int ?? -1)"
      return "\(place) \(picture["id"]?.text ?? "") \(picture["blob"]?.text ?? "")"
    } + [render["thumbnails"]?["sha256"]?.text ?? ""]
  }

  @Test("It goes on, and ends with exactly the files of an undisturbed one")
  func kills() async throws {
    let calm = folder()
    defer { try? FileManager.default.removeItem(at: calm) }
    let quiet = try await ServeProcess(folder: calm)
    let expected = try await result(of: try await submit(quiet.client), quiet.client)
    try await quiet.end(SIGTERM)
    #expect(expected.count > 24)

    let wild = folder()
    defer { try? FileManager.default.removeItem(at: wild) }
    var server = try await ServeProcess(folder: wild)
    let id = try await submit(server.client)
    for round in 1...2 {
      var render = JSON.null
      for _ in 0..<3000 {
        render = try await server.client.get("/v1/renders/\(id)").json
        if render["done"]?.int ?? 0 >= 6 * round { break }
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(render["state"]?.text == "running", "it was too fast to be disturbed: \(render)")
      try await server.end(SIGKILL)
      server = try await ServeProcess(folder: wild)

      // what was taken is not lost
      let now = try await server.client.get("/v1/renders/\(id)").json
      #expect(now["done"]?.int ?? 0 >= render["done"]?.int ?? 1)
    }
    let found = try await result(of: id, server.client)
    try await server.end(SIGTERM)
    #expect(found == expected)
  }
}
