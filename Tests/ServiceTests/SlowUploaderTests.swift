import Foundation
import JSONText
import Service
import Synchronization
import Testing

@Suite("Slow uploaders among good ones", .serialized) struct SlowUploaderTests {
  /// Connections that send a head and so many bytes, and then one byte ten times a second until told to
  /// stop or hung up on.
  private final class Drops: Sendable {
    private let connections: [Connection]
    private let isOver = Mutex(false)
    private let open = Mutex(0)

    init(_ count: Int, port: Int, first: Int) throws {
      connections = try (0..<count).map { _ in
        let connection = try Connection(port: port, patience: 20)
        let headers = ["Content-Type": Client.hdf5, "Content-Length": "1000000"]
        try connection.send(Client.head("POST", "/v1/demonstrations?task=lift", headers))
        try connection.send([UInt8](repeating: 1, count: first))
        return connection
      }
      open.withLock { $0 = count }
      Thread.detachNewThread { [self] in
        var left = Array(connections.indices)
        while !isOver.withLock({ $0 }) {
          left.removeAll { (try? connections[$0].send("a")) == nil }
          open.withLock { $0 = left.count }
          Thread.sleep(forTimeInterval: 0.1)
        }
        for connection in connections { connection.close() }
      }
    }

    /// Those that were not hung up on.
    var count: Int { open.withLock { $0 } }

    func stop() { isOver.withLock { $0 = true } }
  }

  @Test("Those who send by drops hold no places", arguments: [0, 1000])
  func drops(first: Int) async throws {
    let file = try Samples.shortLift()
    try await withServer(adjust: { $0.rateWindow = .seconds(60) }) { server in
      let port = server.client.port
      let drops = try await blocking { try Drops(250, port: port, first: first) }
      defer { drops.stop() }
      try await Task.sleep(for: .seconds(1))
      for round in 0..<10 {
        let start = ContinuousClock.now
        let reply = try await server.client.upload(file, task: "lift")
        #expect(reply.status < 300, "\(round): \(reply.text)")
        #expect(ContinuousClock.now - start < .seconds(5))
      }
      #expect(drops.count == 250)
    }
  }

  @Test("Those who begin well and then send by drops give their places up, one for one")
  func stalled() async throws {
    let file = try Samples.shortLift()
    try await withServer(adjust: { $0.admission.uploads = 4 }) { server in
      let client = server.client
      let drops = try await blocking { try Drops(3, port: client.port, first: 20_000) }
      defer { drops.stop() }

      // one that is no hurry, but goes on
      let steady = Task {
        try await blocking {
          let connection = try Connection(port: client.port)
          let headers = ["Content-Type": Client.hdf5, "Content-Length": String(file.count)]
          try connection.send(Client.head("POST", "/v1/demonstrations?task=lift", headers))
          let step = file.count / 30
          for start in stride(from: 0, to: file.count, by: step) {
            try connection.send(Array(file[start..<min(start + step, file.count)]))
            Thread.sleep(forTimeInterval: 0.1)
          }
          return try connection.reply().status
        }
      }
      try await Task.sleep(for: .milliseconds(600))
      #expect(try await client.upload(file, task: "lift").status == 503)
      try await Task.sleep(for: .milliseconds(1000))
      for _ in 0..<3 {
        let reply = try await client.upload(file, task: "lift")
        #expect(reply.status < 300, "\(reply.text)")
      }
      #expect(try await steady.value < 300)
      // the first of the three made room for all that came one after the other
      #expect(drops.count == 2)
    }
  }
}
