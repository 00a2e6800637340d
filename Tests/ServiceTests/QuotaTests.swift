import Foundation
import JSONText
import Testing

@Suite("Quotas of keys") struct QuotaTests {
  /// Runs a body with a server, a clock in the hand, and a client of a key with such limits.
  private func with(
    limits: JSON, scopes: [String] = ["demos:write", "jobs:write", "jobs:read"],
    _ body: @escaping @Sendable (Client, TestServer, HandClock) async throws -> Void
  ) async throws {
    let clock = HandClock()
    try await withServer(now: clock.now) { server in
      let admin = try await server.client.makeKey(["admin"])
      let client = server.client.with(key: admin.text)
      let key = try await client.makeKey(scopes, limits: limits)
      let running = TestServer(client: client, folder: server.folder, catalog: server.catalog)
      try await body(server.client.with(key: key.text), running, clock)
    }
  }

  @Test("Requests are limited by a bucket of tokens that fills up again")
  func requests() async throws {
    try await with(limits: ["requests_per_second": 0.5, "burst": 3]) { client, server, clock in
      for left in [2, 1, 0] {
        let reply = try await client.get("/v1/tasks")
        #expect(reply.status == 200)
        #expect(reply.headers["ratelimit-policy"] == "\"requests\";q=3;w=6")
        #expect(reply.headers["ratelimit"] == "\"requests\";r=\(left);t=\((3 - left) * 2)")
      }
      let refused = try await client.get("/v1/tasks")
      #expect(refused.status == 429 && refused.isProblem)
      #expect(refused.headers["retry-after"] == "2")
      #expect(refused.headers["ratelimit"] == "\"requests\";r=0;t=6")

      // other keys have their own, and who waits as long as told is served
      #expect(try await server.client.get("/v1/tasks").status == 200)
      #expect(try await server.client.get("/v1/tasks").headers["ratelimit"] == nil)
      clock.advance(1.9)
      #expect(try await client.get("/v1/tasks").status == 429)
      clock.advance(0.1)
      #expect(try await client.get("/v1/tasks").status == 200)
      #expect(try await client.get("/v1/tasks").status == 429)

      // a clock that is set back neither gives nor takes
      clock.advance(-1000)
      #expect(try await client.get("/v1/tasks").status == 429)
      clock.advance(1_000_000)
      for _ in 0..<3 { #expect(try await client.get("/v1/keys").status == 403) }
      #expect(try await client.get("/v1/tasks").status == 429)
    }
  }

  @Test("Uploads are limited by the day, by what they declare and by what they hold")
  func uploads() async throws {
    let file = try Samples.shortLift()
    let packed = try await Samples.gzip(file)
    let limit = file.count + packed.count + 1
    try await with(limits: ["upload_bytes_per_day": JSON(limit)]) { client, server, clock in
      let first = try await client.upload(file, task: "lift")
      #expect(first.status == 201)
      let policy = "\"uploads\";q=\(limit);w=86400;qu=\"content-bytes\""
      #expect(first.headers["ratelimit-policy"] == policy)
      #expect(first.headers["ratelimit"] == "\"uploads\";r=\(packed.count + 1);t=900")

      // what says that it is too large is not read; what says nothing is counted by its content
      let second = try await client.upload(file, task: "lift")
      #expect(second.status == 429 && second.headers["retry-after"] == "900")
      let third = try await client.upload(
        packed, task: "lift", headers: ["Content-Encoding": "gzip"])
      #expect(third.status == 429 && third.headers["retry-after"] == "900")
      #expect(server.uploads.isEmpty)
      #expect(try await client.get("/v1/tasks").status == 200)
      #expect(try await server.client.upload(file, task: "lift").status == 200)

      // the next day begins at midnight
      clock.advance(899)
      #expect(try await client.upload(file, task: "lift").status == 429)
      clock.advance(1)
      let next = try await client.upload(file, task: "lift")
      #expect(next.status == 200)
      #expect(next.headers["ratelimit"] == "\"uploads\";r=\(packed.count + 1);t=86400")
    }
  }

  @Test("Of a file in pieces what came counts, not what was announced")
  func pieces() async throws {
    try await with(limits: ["upload_bytes_per_day": 100_000]) { client, _, clock in
      @Sendable func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 7, count: count) }
      func left() async throws -> Int? {
        let reply = try await client.tus(
          "POST", "/v1/uploads",
          headers: [
            "Upload-Length": "1", "Upload-Metadata": Client.metadata(["task": "lift"]),
          ], body: [])
        let words = reply.headers["ratelimit"]?.split(separator: ";") ?? []
        return words.first { $0.hasPrefix("r=") }.flatMap { Int($0.dropFirst(2)) }
      }

      // many may be announced, each of which could come
      var paths: [String] = []
      for _ in 0..<3 { paths.append(try await client.begin(90_000)) }
      #expect(try await left() == 100_000)
      let never = try await client.tus(
        "POST", "/v1/uploads",
        headers: [
          "Upload-Length": "100001", "Upload-Metadata": Client.metadata(["task": "lift"]),
        ], body: [])
      #expect(never.status == 429 && never.headers["retry-after"] == "900", "\(never.text)")

      // what came, also of a piece that was cut off or not what its checksum says
      #expect(try await client.append(bytes(10_000), at: 0, to: paths[0]).status == 204)
      #expect(try await left() == 90_000)
      let path = paths[0]
      try await blocking {
        let connection = try Connection(port: client.port)
        let headers = [
          "Upload-Offset": "10000", "Content-Type": Client.piece, "Tus-Resumable": "1.0.0",
          "Content-Length": "80000", "Authorization": "Bearer \(client.key ?? "")",
        ]
        try connection.send(Client.head("PATCH", path, headers))
        try connection.send(bytes(20_000))
        Thread.sleep(forTimeInterval: 0.3)
        connection.close()
      }
      #expect(try await client.offset(of: path, reaching: 30_000) == 30_000)
      // counted once the request has come to its end, a moment after its bytes
      for _ in 0..<100 {
        if try await left() == 70_000 { break }
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(try await left() == 70_000)
      let wrong = ["Upload-Checksum": "sha1 \(Data(repeating: 7, count: 20).base64EncodedString())"]
      let reply = try await client.append(bytes(20_000), at: 30_000, to: path, headers: wrong)
      #expect(reply.status == 460 && reply.headers["ratelimit"]?.contains("r=50000;") == true)
      #expect(try await client.append(bytes(9), at: 5, to: path).status == 409)

      // more than is left is refused by what it says, or where it goes past
      let large = try await client.append(bytes(50_001), at: 0, to: paths[1])
      #expect(large.status == 429 && large.headers["retry-after"] == "900", "\(large.text)")
      #expect(try await client.offset(of: paths[1]) == 0)
      let open = paths[2]
      let chunked = try await blocking {
        let connection = try Connection(port: client.port)
        let headers = [
          "Upload-Offset": "0", "Content-Type": Client.piece, "Tus-Resumable": "1.0.0",
          "Transfer-Encoding": "chunked", "Authorization": "Bearer \(client.key ?? "")",
        ]
        try connection.send(Client.head("PATCH", open, headers))
        for _ in 0..<8 {
          try connection.send(Array("2710\r\n".utf8) + bytes(10_000) + Array("\r\n".utf8))
          Thread.sleep(forTimeInterval: 0.02)
        }
        try? connection.send("0\r\n\r\n")
        return try connection.reply()
      }
      #expect(chunked.status == 429, "\(chunked.text)")
      let rest = try #require(try await left())
      #expect(rest >= 0 && rest <= 20_000)

      // tomorrow is another day
      clock.advance(900)
      #expect(try await left() == 100_000)
      #expect(try await client.append(bytes(60_000), at: 30_000, to: path).status == 204)
      #expect(try await left() == 40_000)
    }
  }

  @Test("Unfinished jobs are limited, and one that ends makes room")
  func jobs() async throws {
    try await with(limits: ["unfinished_jobs": 2]) { client, server, _ in
      let ids = client.ids(try await client.upload(try Samples.stack()))
      func submit(_ client: Client, seed: Int) async throws -> Reply {
        try await client.post(
          "/v1/jobs",
          [
            "task": "stack", "demonstrations": .array(ids.map { JSON($0) }), "seed": JSON(seed),
            "scenes": ["count": 5000], "motions": ["count": 100],
          ])
      }

      // asked for at the same time, too, there are never more
      let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
        for seed in 0..<6 { group.addTask { try await submit(client, seed: seed) } }
        return try await group.reduce(into: [Reply]()) { $0.append($1) }
      }
      #expect(replies.map(\.status).sorted() == [202, 202, 429, 429, 429, 429])
      let refused = try #require(replies.first { $0.status == 429 })
      #expect(refused.isProblem && refused.headers["retry-after"] == "10")
      #expect(try await server.catalog.jobs().records.count == 2)
      #expect(try await submit(server.client, seed: 9).status == 202)

      let made = try #require(replies.first { $0.status == 202 }?.json["id"]?.text)
      #expect(try await client.send("POST", "/v1/jobs/\(made):pause").status == 200)
      #expect(try await submit(client, seed: 7).status == 429)
      #expect(try await client.send("POST", "/v1/jobs/\(made):cancel").status == 200)
      #expect(try await submit(client, seed: 7).status == 202)
      #expect(try await submit(client, seed: 8).status == 429)
    }
  }

  @Test("An address that comes without a valid key time and again is told to wait")
  func failures() async throws {
    let clock = HandClock()
    try await withServer(now: clock.now, adjust: { $0.failuresPerMinute = 6 }) { server in
      let admin = try await server.client.makeKey(["admin"])
      let wrong = server.client.with(key: "dm_x_y")
      for _ in 0..<3 {
        #expect(try await wrong.get("/v1/tasks").status == 401)
        #expect(try await server.client.get("/v1/tasks").status == 401)
      }
      let refused = try await wrong.get("/v1/tasks")
      #expect(refused.status == 429 && refused.headers["retry-after"] == "10")

      // neither a valid key nor what is open suffers from it
      #expect(try await server.client.with(key: admin.text).get("/v1/tasks").status == 200)
      #expect(try await wrong.get("/livez").status == 200)
      clock.advance(10)
      #expect(try await wrong.get("/v1/tasks").status == 401)
      #expect(try await wrong.get("/v1/tasks").status == 429)
    }
  }
}
