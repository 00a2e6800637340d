import Foundation
import JSONText
import Service
import Testing

@Suite("Slow clients") struct SlowClientTests {
  /// Raises this process's limit of open files: both ends of every connection are in it.
  private func allowConnections(_ count: Int) throws {
    var limit = rlimit()
    let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
    getrlimit(resource, &limit)
    limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, rlim_t(2 * count + 500)))
    setrlimit(resource, &limit)
    try #require(limit.rlim_cur >= rlim_t(2 * count + 100), "too few open files are allowed")
  }

  /// Seconds that so many calls took, sorted.
  private func times(_ client: Client, _ count: Int) async throws -> [Double] {
    var times: [Double] = []
    for _ in 0..<count {
      let start = ContinuousClock.now
      #expect(try await client.get("/v1/tasks").status == 200)
      times.append((ContinuousClock.now - start) / .seconds(1))
    }
    return times.sorted()
  }

  @Test("A thousand of them are given up, and nobody else waits")
  func thousand() async throws {
    let count = 1000
    try allowConnections(count)
    let pace = { @Sendable (settings: inout ServerSettings) in
      settings.headTimeout = .seconds(3)
      settings.rateWindow = .seconds(3)
      settings.idleTimeout = .seconds(5)
    }
    try await withServer(adjust: pace) { server in
      let client = server.client
      let port = client.port
      let calm = try await times(client, 100)
      let path = try await client.begin(1_000_000)

      // a third with heads, a third with files, a third with pieces that come byte by byte
      let connections = try await blocking {
        try (0..<count).map { number in
          let connection = try Connection(port: port, patience: 30)
          switch number % 3 {
          case 0: try connection.send("GET /v1/tasks HTTP/1.1\r\nHost: x\r\nX-Slow: ")
          case 1:
            let headers = ["Content-Type": Client.hdf5, "Content-Length": "100000"]
            try connection.send(Client.head("POST", "/v1/demonstrations?task=lift", headers))
          default:
            let headers = [
              "Content-Type": Client.piece, "Content-Length": "100000", "Upload-Offset": "0",
              "Tus-Resumable": "1.0.0",
            ]
            try connection.send(Client.head("PATCH", path, headers))
          }
          return connection
        }
      }
      let drops = Task {
        try await blocking {
          // until the server hangs up on each
          var open = Array(connections.indices)
          let start = Date()
          while !open.isEmpty, Date().timeIntervalSince(start) < 20 {
            open.removeAll { (try? connections[$0].send("a")) == nil }
            Thread.sleep(forTimeInterval: 0.2)
          }
          return (left: open.count, seconds: Date().timeIntervalSince(start))
        }
      }
      let busy = try await times(client, 200)
      let kept = try await client.upload(try Samples.shortLift(), task: "lift")
      #expect(kept.status == 201, "\(kept.text)")
      let (left, seconds) = try await drops.value
      print(
        "calls among \(count) slow clients: median \(busy[100]) s, p99 \(busy[197]) s, before "
          + "\(calm[50]) and \(calm[98]) s; all given up after \(seconds) s")
      #expect(left == 0)
      #expect(seconds < 15)
      #expect(busy[197] < max(0.25, 10 * calm[98]), "p99 \(busy[197]) s, before \(calm[98]) s")
      for connection in connections { connection.close() }
      #expect(server.uploads.isEmpty)
    }
  }

  @Test("Every head of a connection must come in time, and a quiet connection may stay")
  func laterHeads() async throws {
    try await withServer(adjust: { $0.headTimeout = .seconds(1) }) { server in
      let port = server.client.port
      let (first, second, seconds) = try await blocking {
        let connection = try Connection(port: port, patience: 20)
        let request = Client.head("GET", "/livez", [:])
        try connection.send(request)
        let first = try connection.reply().status
        // longer than a head may take
        Thread.sleep(forTimeInterval: 2)
        try connection.send(request)
        let second = try connection.reply().status

        // the third comes by drops
        try connection.send("GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        let start = Date()
        while Date().timeIntervalSince(start) < 6, (try? connection.send("a")) != nil {
          Thread.sleep(forTimeInterval: 0.1)
        }
        return (first, second, Date().timeIntervalSince(start))
      }
      #expect(first == 200 && second == 200)
      #expect(seconds < 3, "\(seconds) s")
    }
  }

  @Test("A reader who stops reading is given up, one who is only slow is not")
  func readers() async throws {
    try await withServer(adjust: { $0.stallTimeout = .seconds(1) }) { server in
      let port = server.client.port
      // many answers are asked for, and none is read
      let request = Client.head("GET", "/openapi.json", [:])
      let isOver = try await blocking {
        let connection = try Connection(port: port, patience: 3)
        for _ in 0..<50_000 {
          do { try connection.send(request) } catch { return true }
        }
        Thread.sleep(forTimeInterval: 3)
        do {
          for _ in 0..<50_000 { try connection.send(request) }
        } catch { return true }
        return false
      }
      #expect(isOver)
      #expect(try await server.client.get("/livez").status == 200)
    }
  }

  @Test("A sender that is slow but not too slow is served")
  func patient() async throws {
    let file = try Samples.shortLift()
    let pace = { @Sendable (settings: inout ServerSettings) in
      settings.rateWindow = .milliseconds(500)
      settings.headTimeout = .milliseconds(500)
    }
    try await withServer(adjust: pace) { server in
      let port = server.client.port
      let reply = try await blocking {
        let connection = try Connection(port: port)
        let headers = ["Content-Type": Client.hdf5, "Content-Length": String(file.count)]
        try connection.send(Client.head("POST", "/v1/demonstrations?task=lift", headers))
        for start in stride(from: 0, to: file.count, by: 5000) {
          try connection.send(Array(file[start..<min(start + 5000, file.count)]))
          Thread.sleep(forTimeInterval: 0.1)
        }
        return try connection.reply()
      }
      #expect(reply.status == 201, "\(reply.text)")
    }
  }
}
