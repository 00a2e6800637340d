import Foundation
import JSONText
import Testing

@Suite("Resumable uploads on bad networks") struct BrokenUploadTests {
  /// Sends the head of a PATCH and some of its body on a connection that stays open.
  private func begin(
    _ bytes: ArraySlice<UInt8>, of count: Int?, at offset: Int, to path: String, port: Int
  ) throws -> Connection {
    let connection = try Connection(port: port, patience: 20)
    var headers = ["Upload-Offset": String(offset), "Content-Type": Client.piece]
    headers["Tus-Resumable"] = "1.0.0"
    if let count {
      headers["Content-Length"] = String(count)
    } else {
      headers["Transfer-Encoding"] = "chunked"
    }
    try connection.send(Client.head("PATCH", path, headers))
    let size = Array("\(String(bytes.count, radix: 16))\r\n".utf8)
    try connection.send(count == nil ? size + bytes + Array("\r\n".utf8) : Array(bytes))
    return connection
  }

  @Test("What arrived before a connection broke is kept", arguments: [false, true])
  func cut(isChunked: Bool) async throws {
    let file = try Samples.shortLift()
    try await withServer { server in
      let client = server.client
      let path = try await client.begin(file.count)
      var offset = 0
      for (round, end) in [1000, 40_000, 90_000].enumerated() {
        let part = file[offset..<end]
        let start = offset
        try await blocking {
          let connection = try begin(
            part, of: isChunked ? nil : file.count - start, at: start, to: path,
            port: client.port)
          Thread.sleep(forTimeInterval: 0.1)
          if round == 1 { connection.reset() } else { connection.close() }
        }
        #expect(try await client.offset(of: path, reaching: end) == end)
        offset = end
      }
      // without a length, too
      let last = file[offset...]
      let end = offset
      let reply = try await blocking {
        let connection = try begin(last, of: nil, at: end, to: path, port: client.port)
        try connection.send("0\r\n\r\n")
        return try connection.reply()
      }
      #expect(reply.status == 204, "\(reply.text)")
      let upload = try await client.outcome(of: path)
      #expect(upload["state"]?.text == "kept")
      #expect(upload["sha256"]?.text == ResumableUploadTests.sha256(file))
    }
  }

  @Test("More bytes than were announced are refused as a whole")
  func tooMuch() async throws {
    try await withServer { server in
      let client = server.client
      let path = try await client.begin(1000)
      let reply = try await blocking {
        let connection = try begin(
          [UInt8](repeating: 1, count: 1001)[...], of: nil, at: 0, to: path, port: client.port)
        try connection.send("0\r\n\r\n")
        return try connection.reply()
      }
      #expect(reply.status == 413 && reply.isProblem)
      #expect(try await client.offset(of: path) == 0)
    }
  }

  @Test("Of two that send at once one is told to wait")
  func busy() async throws {
    let file = try Samples.shortLift()
    try await withServer { server in
      let client = server.client
      let path = try await client.begin(file.count)
      let first = try await blocking {
        try begin(file[..<20_000], of: 40_000, at: 0, to: path, port: client.port)
      }
      try await Task.sleep(for: .milliseconds(200))
      let second = try await client.append(file[..<40_000], at: 0, to: path)
      #expect(second.status == 423 && second.isProblem, "\(second.text)")
      #expect(second.headers["retry-after"] == "2")
      #expect(try await client.tus("DELETE", path).status == 423)
      let reply = try await blocking {
        try first.send(Array(file[20_000..<40_000]))
        return try first.reply()
      }
      #expect(reply.status == 204)

      // a race: one wins
      let replies = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask { try await client.append(file[40_000...], at: 40_000, to: path).status }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(replies.count { $0 == 204 } == 1, "\(replies)")
      #expect(replies.allSatisfy { [204, 409, 423].contains($0) }, "\(replies)")
      #expect(
        try await client.outcome(of: path)["sha256"]?.text == ResumableUploadTests.sha256(file))
    }
  }

  @Test(
    "A request that lost its network gives way to the next of its key, and what it brought counts")
  func halfOpen() async throws {
    let file = try Samples.shortLift()
    try await withServer { server in
      let client = server.client
      let path = try await client.begin(file.count)
      let lost = try await blocking {
        try begin(file[..<20_000], of: file.count, at: 0, to: path, port: client.port)
      }
      defer { lost.close() }
      try await Task.sleep(for: .milliseconds(300))
      #expect(try await client.append(file, at: 0, to: path).status == 423)

      // as soon as the client was told to come again
      try await Task.sleep(for: .milliseconds(2100))
      let start = ContinuousClock.now
      #expect(try await client.offset(of: path) == 20_000)
      let rest = try await client.append(file[20_000...], at: 20_000, to: path)
      #expect(rest.status == 204, "\(rest.text)")
      #expect(ContinuousClock.now - start < .seconds(5))
      let upload = try await client.outcome(of: path)
      #expect(upload["state"]?.text == "kept")
      #expect(upload["sha256"]?.text == ResumableUploadTests.sha256(file))

      // without asking first, too
      let other = try await client.begin(file.count)
      let again = try await blocking {
        try begin(file[..<20_000], of: file.count, at: 0, to: other, port: client.port)
      }
      defer { again.close() }
      try await Task.sleep(for: .milliseconds(2400))
      let told = try await client.append(file, at: 0, to: other)
      #expect(told.status == 409 && told.headers["upload-offset"] == "20000", "\(told.text)")
      #expect(try await client.tus("DELETE", other).status == 204)
    }
  }

  @Test("Another key's request does not take an upload over")
  func foreign() async throws {
    let file = try Samples.shortLift()
    try await withServer { server in
      let admin = try await server.client.makeKey(["admin"])
      let one = server.client.with(key: admin.text)
      let key = try await one.makeKey(["demos:write"])
      let path = try await one.begin(file.count)
      let port = one.port
      let first = try await blocking {
        let connection = try Connection(port: port, patience: 20)
        let headers = [
          "Upload-Offset": "0", "Content-Type": Client.piece, "Tus-Resumable": "1.0.0",
          "Content-Length": String(file.count), "Authorization": "Bearer \(admin.text)",
        ]
        try connection.send(Client.head("PATCH", path, headers))
        try connection.send(Array(file[..<20_000]))
        return connection
      }
      try await Task.sleep(for: .milliseconds(2400))
      let other = server.client.with(key: key.text)
      #expect(try await other.append(file, at: 0, to: path).status == 423)
      let reply = try await blocking {
        try first.send(Array(file[20_000...]))
        return try first.reply()
      }
      #expect(reply.status == 204, "\(reply.text)")
    }
  }

  @Test("What was acknowledged, and more, survives a killed server")
  func kills() async throws {
    let file = try Samples.lift()
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "demomill-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var server = try await ServeProcess(folder: folder)
    let path = try await server.client.begin(file.count)
    var offset = 0
    for step in [1, 100_000, 299_999] {
      let port = server.client.port
      let start = offset
      let reply = try await server.client.append(file[start..<(start + step)], at: start, to: path)
      #expect(reply.status == 204)
      let acknowledged = start + step

      // in the middle of a piece
      let open = try await blocking {
        let connection = try begin(
          file[acknowledged..<(acknowledged + 300_000)].prefix(150_000),
          of: file.count - acknowledged, at: acknowledged, to: path, port: port)
        Thread.sleep(forTimeInterval: 0.2)
        return connection
      }
      try await server.end(SIGKILL)
      open.close()
      server = try await ServeProcess(folder: folder)
      offset = try #require(try await server.client.offset(of: path))
      #expect(offset >= acknowledged && offset <= acknowledged + 150_000)
    }

    // whole, and killed before anybody could read it
    #expect(try await server.client.append(file[offset...], at: offset, to: path).status == 204)
    try await server.end(SIGKILL)
    server = try await ServeProcess(folder: folder)
    let upload = try await server.client.outcome(of: path)
    #expect(upload["state"]?.text == "kept", "\(upload)")
    #expect(upload["sha256"]?.text == ResumableUploadTests.sha256(file))
    #expect(upload["demonstrations"]?.elements?.count == 2)
    try await server.end(SIGTERM)
  }

  @Test("Bytes that a checksum had yet to confirm do not count after a kill")
  func unconfirmed() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "demomill-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var server = try await ServeProcess(folder: folder)
    let path = try await server.client.begin(1_000_000)
    #expect(try await server.client.append([1, 2, 3], at: 0, to: path).status == 204)
    let port = server.client.port
    let open = try await blocking {
      let connection = try Connection(port: port)
      let checksum = "sha1 \(Data(repeating: 1, count: 20).base64EncodedString())"
      let headers = [
        "Tus-Resumable": "1.0.0", "Upload-Offset": "3", "Content-Type": Client.piece,
        "Content-Length": "900000", "Upload-Checksum": checksum,
      ]
      try connection.send(Client.head("PATCH", path, headers))
      try connection.send([UInt8](repeating: 9, count: 800_000))
      Thread.sleep(forTimeInterval: 0.3)
      return connection
    }
    // they are in the file by now
    let name = try #require(path.split(separator: "/").last)
    let file = folder.appending(path: "resumable/\(name).part")
    let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
    #expect(size ?? 0 > 100_000)
    try await server.end(SIGKILL)
    open.close()
    server = try await ServeProcess(folder: folder)
    #expect(try await server.client.offset(of: path) == 3)
    try await server.end(SIGTERM)
  }
}
