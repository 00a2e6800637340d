import Foundation
import JSONText
import TestSupport
import Testing

@Suite("Webhooks of a server that is killed", .serialized) struct WebhookKillTests {
  @Test("Every job that ended is told of, however often the server dies")
  func kills() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "demomill-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let receiver = try HTTPReceiver()
    let allowed = ["--allow-private-webhooks"]
    var server = try await ServeProcess(folder: folder, allowed)
    let ids = server.client.ids(try await server.client.upload(try Samples.stack()))
    let hook = try await server.client.post(
      "/v1/webhooks",
      [
        "url": JSON("http://127.0.0.1:\(receiver.port)/"),
        "events": ["job.started", "job.succeeded"],
      ])
    #expect(hook.status == 201, "\(hook.text)")

    // 24 small jobs, and a kill every now and then
    var jobs: [String] = []
    for round in 0..<6 {
      for seed in 0..<4 {
        let request: JSON = [
          "task": "stack", "demonstrations": .array(ids.map { JSON($0) }),
          "seed": JSON(round * 4 + seed), "scenes": ["count": 2], "motions": ["count": 2],
        ]
        let reply = try await server.client.post("/v1/jobs", request)
        jobs.append(try #require(reply.json["id"]?.text))
      }
      try await Task.sleep(for: .milliseconds(120 + 90 * round))
      try await server.end(SIGKILL)
      server = try await ServeProcess(folder: folder, allowed)
    }
    for job in jobs { _ = try await server.client.settled("/v1/jobs/\(job)") }

    // told at least once each, the beginning before the end
    var told: [String: [String]] = [:]
    for _ in 0..<500 {
      told = [:]
      for request in receiver.requests {
        let message = try JSON(parsing: request.body)
        told[message["data"]?["id"]?.text ?? "", default: []].append(message["type"]?.text ?? "")
      }
      if jobs.allSatisfy({ told[$0]?.contains("job.succeeded") == true }) { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    for job in jobs {
      let types = told[job] ?? []
      #expect(types.first == "job.started" && types.last == "job.succeeded", "\(types)")
    }
    try await server.end(SIGTERM)
  }
}
