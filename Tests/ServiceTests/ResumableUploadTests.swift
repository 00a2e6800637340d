import Crypto
import Foundation
import JSONText
import Testing

@Suite("Resumable uploads") struct ResumableUploadTests {
  static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test("The server says what it speaks")
  func options() async throws {
    try await withServer { server in
      let reply = try await server.client.send("OPTIONS", "/v1/uploads")
      #expect(reply.status == 204)
      #expect(reply.headers["tus-version"] == "1.0.0" && reply.headers["tus-resumable"] == "1.0.0")
      #expect(reply.headers["tus-max-size"] == String(256 << 20))
      #expect(reply.headers["tus-checksum-algorithm"] == "sha1,sha256")
      let extensions = Set((reply.headers["tus-extension"] ?? "").split(separator: ","))
      #expect(
        extensions == [
          "creation", "creation-with-upload", "creation-defer-length", "expiration", "checksum",
          "termination",
        ])

      // the contract bounds a file's length by the same size, and a longer one is refused
      let contract = try await server.client.get("/openapi.json").json
      for (path, method) in [("/v1/uploads", "post"), ("/v1/uploads/{id}", "patch")] {
        let parameters = contract["paths"]?[path]?[method]?["parameters"]?.elements
        let length = parameters?.first { $0["name"]?.text == "Upload-Length" }
        #expect(length?["schema"]?["maximum"]?.int == 256 << 20, "\(method) \(path)")
      }
      let long = try await server.client.tus(
        "POST", "/v1/uploads",
        headers: [
          "Upload-Length": String((256 << 20) + 1),
          "Upload-Metadata": Client.metadata(["task": "lift"]),
        ])
      #expect(long.status == 413, "\(long.text)")
    }
  }

  @Test("A file in pieces is kept as a whole one is, and is the same demonstration")
  func pieces() async throws {
    let file = try Samples.shortLift()
    try await withServer { server in
      let client = server.client
      let path = try await client.begin(file.count)
      var offset = 0
      for end in [0, 1, 777, 50_000, file.count - 1, file.count] {
        let reply = try await client.append(file[offset..<end], at: offset, to: path)
        #expect(reply.status == 204 && reply.body.isEmpty, "\(reply.text)")
        #expect(reply.headers["upload-offset"] == String(end))
        #expect(reply.headers["upload-expires"]?.hasSuffix("GMT") == true)
        offset = end
        let head = try await client.tus("HEAD", path)
        #expect(head.status == 200 && head.headers["upload-offset"] == String(end))
        #expect(head.headers["upload-length"] == String(file.count))
        #expect(head.headers["cache-control"] == "no-store")
        #expect(head.headers["tus-resumable"] == "1.0.0")
      }
      let upload = try await client.outcome(of: path)
      #expect(upload["state"]?.text == "kept", "\(upload)")
      #expect(upload["sha256"]?.text == Self.sha256(file))
      let contract = ContractCheck(contract: try await client.get("/openapi.json").json)
      try contract.expect(try await client.get(path), fits: "get", "/v1/uploads/{id}")

      // the same content by the plain way is known
      let plain = try await client.upload(file, task: "lift")
      #expect(plain.status == 200, "\(plain.text)")
      #expect(upload["demonstrations"]?.elements?.compactMap(\.text) == client.ids(plain))
      #expect(server.resumables.isEmpty)

      // more of it is refused; of nothing there is nothing to say
      #expect(try await client.append([1], at: file.count, to: path).status == 409)
      #expect(try await client.append([], at: file.count, to: path).status == 204)
    }
  }

  @Test("A file comes with its creation, and its length may come last")
  func creation() async throws {
    let file = try Samples.stackJSON().serialized
    let metadata = Client.metadata(["task": "stack", "filename": "a/../b.json"])
    try await withServer { server in
      let client = server.client
      let whole = try await client.tus(
        "POST", "/v1/uploads",
        headers: [
          "Upload-Length": String(file.count), "Upload-Metadata": metadata,
          "Content-Type": Client.piece,
        ], body: file)
      #expect(whole.status == 201 && whole.headers["upload-offset"] == String(file.count))
      let path = try #require(whole.headers["location"])
      #expect(try await client.outcome(of: path)["state"]?.text == "kept")
      #expect(try await client.get(path).json["filename"]?.text == "a/../b.json")

      let later = try await client.tus(
        "POST", "/v1/uploads",
        headers: ["Upload-Defer-Length": "1", "Upload-Metadata": metadata], body: [])
      let open = try #require(later.headers["location"])
      #expect(try await client.append(file[..<100], at: 0, to: open).status == 204)
      let head = try await client.tus("HEAD", open)
      #expect(head.headers["upload-defer-length"] == "1" && head.headers["upload-length"] == nil)
      #expect(head.headers["upload-metadata"] == metadata)
      let short = ["Upload-Length": "99"]
      #expect(try await client.append([], at: 100, to: open, headers: short).status == 400)
      let length = ["Upload-Length": String(file.count)]
      let rest = try await client.append(file[100...], at: 100, to: open, headers: length)
      #expect(rest.status == 204)
      #expect(try await client.outcome(of: open)["state"]?.text == "kept")
    }
  }

  @Test("A repeated creation with a key makes one upload")
  func idempotency() async throws {
    try await withServer { server in
      let headers = [
        "Upload-Length": "10", "Upload-Metadata": Client.metadata(["task": "lift"]),
        "Idempotency-Key": "once",
      ]
      let first = try await server.client.tus("POST", "/v1/uploads", headers: headers, body: [])
      let second = try await server.client.tus("POST", "/v1/uploads", headers: headers, body: [])
      #expect(first.status == 201 && second.headers["idempotent-replayed"] == "true")
      #expect(first.headers["location"] == second.headers["location"])
      let other = headers.merging(["Upload-Length": "11"]) { $1 }
      #expect(
        try await server.client.tus("POST", "/v1/uploads", headers: other, body: []).status == 422)
    }
  }

  @Test("A repeated creation with a key and another body is another request")
  func idempotencyOfBodies() async throws {
    let file = try Samples.shortLift()
    var other = file
    other[file.count / 2] ^= 1
    let changed = other
    try await withServer { server in
      let client = server.client
      func create(_ body: [UInt8], key: String) async throws -> Reply {
        let headers = [
          "Upload-Length": String(file.count), "Upload-Metadata": Client.metadata(["task": "lift"]),
          "Idempotency-Key": key, "Content-Type": Client.piece,
        ]
        return try await client.tus("POST", "/v1/uploads", headers: headers, body: body)
      }
      let first = try await create(file, key: "a")
      #expect(first.status == 201, "\(first.text)")
      let second = try await create(file, key: "a")
      #expect(second.status == 201 && second.headers["idempotent-replayed"] == "true")
      #expect(second.headers["location"] == first.headers["location"])
      for body in [changed, Array(file.dropLast()), [], [1]] {
        let reply = try await create(body, key: "a")
        #expect(reply.status == 422 && reply.isProblem, "\(body.count) bytes: \(reply.text)")
        #expect(reply.fields == ["Idempotency-Key"], "\(body.count) bytes")
      }
      #expect(
        try await client.outcome(of: first.headers["location"] ?? "")["state"]?.text == "kept")

      // a creation without bytes is not one with bytes
      let empty = try await create([], key: "b")
      #expect(empty.status == 201)
      #expect(try await create([], key: "b").headers["idempotent-replayed"] == "true")
      #expect(try await create(file, key: "b").status == 422)
    }
  }

  @Test("A checksum that does not fit keeps none of the piece")
  func checksums() async throws {
    let file = try Samples.shortLift()
    let half = Array(file[..<60_000])
    let sha1 = Data(Insecure.SHA1.hash(data: half)).base64EncodedString()
    let sha256 = Data(SHA256.hash(data: half)).base64EncodedString()
    try await withServer { server in
      let client = server.client
      let path = try await client.begin(file.count)
      for (checksum, status) in [
        ("sha1 \(Data(repeating: 7, count: 20).base64EncodedString())", 460),
        ("sha256 \(Data(repeating: 7, count: 32).base64EncodedString())", 460),
        ("md5 \(sha1)", 400), ("sha1", 400), ("sha1 %", 400), ("sha256 \(sha1)", 400),
      ] {
        let reply = try await client.append(
          half, at: 0, to: path, headers: ["Upload-Checksum": checksum])
        #expect(reply.status == status && reply.isProblem, "\(checksum): \(reply.text)")
        #expect(try await client.offset(of: path) == 0, "\(checksum)")
      }
      let right = ["Upload-Checksum": "sha1 \(sha1)"]
      #expect(try await client.append(half, at: 0, to: path, headers: right).status == 204)
      let rest = Array(file[60_000...])
      let other = ["Upload-Checksum": "sha256 \(sha256)"]
      #expect(try await client.append(rest, at: 60_000, to: path, headers: other).status == 460)
      #expect(try await client.append(rest, at: 60_000, to: path).status == 204)
      #expect(try await client.outcome(of: path)["sha256"]?.text == Self.sha256(file))
    }
  }

  @Test("What is no good is refused, and why is said")
  func refusals() async throws {
    let metadata = ["Upload-Metadata": Client.metadata(["task": "lift"])]
    let cases: [(headers: [String: String], status: Int)] = [
      (["Upload-Length": "5"], 422),
      (["Upload-Length": "5", "Upload-Metadata": Client.metadata(["task": "juggle"])], 422),
      (["Upload-Length": "5", "Upload-Metadata": "task %%%"], 400),
      (["Upload-Length": "5", "Upload-Metadata": "task bGlmdA==,task bGlmdA=="], 400),
      (["Upload-Length": "5", "Upload-Metadata": "task bGlmdA==,"], 400),
      (
        [
          "Upload-Length": "5",
          "Upload-Metadata": Client.metadata(["task": "lift", "filetype": "image/png"]),
        ], 422
      ),
      (metadata, 400), (metadata.merging(["Upload-Length": "-1"]) { $1 }, 400),
      (metadata.merging(["Upload-Length": "1e3"]) { $1 }, 400),
      (metadata.merging(["Upload-Length": "99999999999999999999"]) { $1 }, 400),
      (metadata.merging(["Upload-Defer-Length": "2"]) { $1 }, 400),
      (metadata.merging(["Upload-Defer-Length": "1", "Upload-Length": "5"]) { $1 }, 400),
      (metadata.merging(["Upload-Length": String(257 << 20)]) { $1 }, 413),
      (metadata.merging(["Upload-Length": "5", "Tus-Resumable": "0.2.2"]) { $1 }, 412),
    ]
    try await withServer { server in
      let client = server.client
      for (headers, status) in cases {
        let reply = try await client.tus("POST", "/v1/uploads", headers: headers, body: [])
        #expect(reply.status == status && reply.isProblem, "\(headers): \(reply.text)")
        #expect(reply.headers["tus-resumable"] == "1.0.0")
      }
      #expect(server.resumables.isEmpty)

      let path = try await client.begin(10)
      let version = try await client.send("HEAD", path)
      #expect(version.status == 412 && version.headers["tus-version"] == "1.0.0")
      #expect(try await client.append([1], at: 5, to: path).status == 409)
      #expect(try await client.append([1], at: 5, to: path).headers["upload-offset"] == "0")
      #expect(
        try await client.append([1], at: 0, to: path, headers: ["Upload-Offset": "x"]).status
          == 400)
      let type = ["Content-Type": "application/octet-stream"]
      #expect(try await client.append([1], at: 0, to: path, headers: type).status == 415)
      #expect(
        try await client.append([UInt8](repeating: 1, count: 11), at: 0, to: path).status == 413)
      #expect(try await client.append([1], at: 0, to: "/v1/uploads/upl_x").status == 404)
      #expect(try await client.tus("HEAD", "/v1/uploads/upl_x").status == 404)
      #expect(try await client.offset(of: path) == 0)

      // what is complete but no demonstration
      #expect(
        try await client.append([UInt8](repeating: 1, count: 10), at: 0, to: path).status == 204)
      let upload = try await client.outcome(of: path)
      #expect(upload["state"]?.text == "refused" && upload["problem"]?["status"]?.int == 422)
      let empty = try await client.outcome(of: try await client.begin(0))
      #expect(empty["state"]?.text == "refused")
      #expect(server.resumables.isEmpty)
    }
  }

  @Test("An upload can be given up, and is forgotten after its time")
  func endings() async throws {
    try await withServer { server in
      let path = try await server.client.begin(10)
      #expect(try await server.client.append([1, 2], at: 0, to: path).status == 204)
      #expect(server.resumables.count == 1)
      #expect(try await server.client.tus("DELETE", path).status == 204)
      #expect(try await server.client.tus("DELETE", path).status == 404)
      #expect(try await server.client.tus("HEAD", path).status == 404)
      #expect(server.resumables.isEmpty)
    }
    try await withServer(adjust: { $0.uploadLifetime = 1 }) { server in
      let path = try await server.client.begin(10)
      for offset in 0..<3 {
        // every piece is a new lease of life
        #expect(try await server.client.append([1], at: offset, to: path).status == 204)
        try await Task.sleep(for: .milliseconds(500))
      }
      try await Task.sleep(for: .milliseconds(1200))
      #expect(try await server.client.tus("HEAD", path).status == 404)
      for _ in 0..<50 where !server.resumables.isEmpty {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(server.resumables.isEmpty)
    }
  }
}
