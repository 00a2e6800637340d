import Foundation
import JSONText
import Testing

@Suite("Hostile uploads") struct HostileUploadTests {
  static let head: [String: String] = ["Content-Type": Client.hdf5]
  static let target = "/v1/demonstrations?task=stack"

  @Test("Too many bytes are refused, declared or not, inflated or not")
  func size() async throws {
    let limit = 1 << 20
    try await withServer(adjust: { $0.maximumUpload = limit }) { server in
      let client = server.client
      // declared: refused before the body is sent
      let declared = try await blocking {
        let connection = try Connection(port: client.port)
        try connection.send(
          Client.head(
            "POST", Self.target, Self.head.merging(["Content-Length": "999999999999"]) { $1 }))
        return try connection.reply()
      }
      #expect(declared.status == 413 && declared.isProblem)

      // sent all the same
      let sent = try await client.upload([UInt8](repeating: 1, count: limit + 1))
      #expect(sent.status == 413 && sent.isProblem)

      // not declared: cut off while it arrives
      let chunked = try await blocking {
        let connection = try Connection(port: client.port)
        let headers = Self.head.merging(["Transfer-Encoding": "chunked"]) { $1 }
        try connection.send(Client.head("POST", Self.target, headers))
        let chunk = [UInt8](repeating: 1, count: 64 << 10)
        for _ in 0..<20 {
          try connection.send(Array("10000\r\n".utf8) + chunk + Array("\r\n".utf8))
        }
        try connection.send("0\r\n\r\n")
        return try connection.reply()
      }
      #expect(chunked.status == 413 && chunked.isProblem)

      // small on the wire only
      let bomb = try await Samples.gzip([UInt8](repeating: 0, count: 64 << 20))
      #expect(bomb.count < limit)
      let inflated = try await client.upload(bomb, headers: ["Content-Encoding": "gzip"])
      #expect(inflated.status == 413 && inflated.isProblem, "\(inflated.text)")

      #expect(server.uploads.isEmpty)
      #expect(try await client.upload(try Samples.stack()).status == 201)
    }
  }

  @Test("Broken gzip is refused")
  func gzip() async throws {
    let whole = try await Samples.gzip(try Samples.stack())
    try await withServer { server in
      let gzip = ["Content-Encoding": "gzip"]
      for (what, body) in [
        ("none", Array("hello".utf8)), ("half", Array(whole.prefix(whole.count / 2))),
        ("nothing", []), ("tail", whole + [1, 2, 3]),
      ] {
        let reply = try await server.client.upload(body, headers: gzip)
        #expect(reply.status == 400 && reply.isProblem, "\(what): \(reply.text)")
      }
      #expect(server.uploads.isEmpty)
    }
  }

  @Test("A dropped or stalled connection leaves nothing behind")
  func dropped() async throws {
    let file = try Samples.stack()
    try await withServer(adjust: { $0.idleTimeout = .seconds(1) }) { server in
      let port = server.client.port
      for isChunked in [false, true] {
        for ending in ["close", "reset", "stall"] {
          try await blocking {
            let connection = try Connection(port: port, patience: 20)
            let framing =
              isChunked
              ? ["Transfer-Encoding": "chunked"] : ["Content-Length": String(file.count)]
            try connection.send(
              Client.head("POST", Self.target, Self.head.merging(framing) { $1 }))
            let part = Array(file.prefix(100_000))
            try connection.send(isChunked ? Array("186A0\r\n".utf8) + part : part)
            Thread.sleep(forTimeInterval: 0.1)
            switch ending {
            case "close": connection.close()
            case "reset": connection.reset()
            default:
              // the server hangs up by itself; whether it finds words first does not matter
              _ = try? connection.receive(count: nil)
            }
          }
        }
      }

      // give the server time to notice the last one
      for _ in 0..<100 where !server.uploads.isEmpty {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(server.uploads.isEmpty)
      let list = try await server.client.get("/v1/demonstrations").json["demonstrations"]
      #expect(list?.elements?.isEmpty == true)
    }
  }

  @Test("A client that waits for a sign gets it")
  func expectation() async throws {
    let file = try Samples.stack()
    try await withServer { server in
      let port = server.client.port
      let reply = try await blocking {
        let connection = try Connection(port: port)
        let headers = ["Content-Length": String(file.count), "Expect": "100-continue"]
        try connection.send(
          Client.head("POST", Self.target, Self.head.merging(headers) { $1 }))
        let (status, _) = try connection.head()
        guard status == 100 else { throw Connection.Failure(what: "\(status)") }
        try connection.send(file)
        return try connection.reply()
      }
      #expect(reply.status == 201)
    }
  }

  @Test("A JSON request has a limit, too")
  func json() async throws {
    try await withServer { server in
      let big = JSON.string(String(repeating: "a", count: 1 << 20))
      let reply = try await server.client.post("/v1/jobs", big)
      #expect(reply.status == 413 && reply.isProblem)
      let deep = Array(String(repeating: "[", count: 100_000).utf8)
      let nested = try await server.client.send(
        "POST", "/v1/jobs", headers: ["Content-Type": Client.json], body: deep)
      #expect(nested.status == 400 && nested.isProblem)
    }
  }
}
