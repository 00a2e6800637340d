import JSONText
import Testing

extension Client {
  /// Uploads demonstrations and waits for a job of theirs; its id.
  func job(
    _ bytes: [UInt8], task: String, scenes: Int, motions: Int, cameras: JSON? = nil
  ) async throws -> String {
    let ids = ids(try await upload(bytes, task: task))
    let request: JSON = [
      "task": JSON(task), "demonstrations": .array(ids.map { JSON($0) }),
      "scenes": ["count": JSON(scenes)], "motions": ["count": JSON(motions)], "seed": 3,
    ]
    let reply = try await post("/v1/jobs", request.setting(["cameras"], to: cameras))
    let id = try #require(reply.json["id"]?.text, "\(reply.text)")
    let job = try await settled("/v1/jobs/\(id)")
    #expect(job["state"]?.text == "succeeded" && job["successes"]?.int ?? 0 > 0)
    return id
  }

  /// What lies at a place, once it is neither queued nor running; `look` sees every state before.
  func settled(_ target: String, _ look: (JSON) -> Void = { _ in }) async throws -> JSON {
    for _ in 0..<6000 {
      let found = try await get(target).json
      look(found)
      let state = try #require(found["state"]?.text, "\(found)")
      if state != "queued", state != "running" { return found }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Connection.Failure(what: "\(target) does not end")
  }

  /// All of a list, in pages of so many.
  func all(_ target: String, _ name: String, size: Int) async throws -> [JSON] {
    var found: [JSON] = []
    var token: String?
    repeat {
      let rest = token.map { "&page_token=\($0)" } ?? ""
      let page = try await get("\(target)?page_size=\(size)\(rest)").json
      let part = try #require(page[name]?.elements, "\(page)")
      #expect(part.count <= size)
      found += part
      token = page["next_page_token"]?.text
    } while token != nil
    return found
  }
}
