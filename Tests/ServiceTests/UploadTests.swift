import Foundation
import JSONText
import Testing

@Suite("Uploads") struct UploadTests {
  @Test("A file is kept once, whatever its format and coding")
  func known() async throws {
    let file = try Samples.stack()
    try await withServer { server in
      let client = server.client
      let first = try await client.upload(file)
      #expect(first.status == 201, "\(first.text)")
      let ids = client.ids(first)
      #expect(ids.count == 3)
      let record = first.json["demonstrations"]?[0]
      #expect(record?["task"]?.text == "stack" && record?["robot"]?.text == "panda")
      #expect(record?["frames"]?.int == 93 && record?["sha256"]?.text?.count == 64)
      #expect(record?["subtasks"]?.elements?.compactMap(\.int).reduce(0, +) == 93)

      // again, and gzipped: all known
      let second = try await client.upload(file)
      #expect(second.status == 200 && client.ids(second) == ids, "\(second.text)")
      let zipped = try await client.upload(
        try await Samples.gzip(file), headers: ["Content-Encoding": "gzip"])
      #expect(zipped.status == 200 && client.ids(zipped) == ids, "\(zipped.text)")
      #expect(server.uploads.isEmpty)

      // pages, one, delete
      let page = try await client.get("/v1/demonstrations?page_size=2")
      #expect(page.json["demonstrations"]?.elements?.count == 2)
      let token = try #require(page.json["next_page_token"]?.text)
      let rest = try await client.get("/v1/demonstrations?page_size=2&page_token=\(token)")
      #expect(client.ids(page) + client.ids(rest) == ids)
      #expect(rest.json["next_page_token"] == .null)
      #expect(try await client.get("/v1/demonstrations/\(ids[0])").json == record)
      #expect(try await client.send("DELETE", "/v1/demonstrations/\(ids[0])").status == 204)
      #expect(try await client.get("/v1/demonstrations/\(ids[0])").status == 404)
      #expect(try await client.send("DELETE", "/v1/demonstrations/\(ids[0])").status == 404)
    }
  }

  @Test("A JSON file is kept once, too")
  func json() async throws {
    let json = try Samples.stackJSON().serialized
    try await withServer { server in
      let client = server.client
      let first = try await client.upload(json, type: Client.json)
      #expect(first.status == 201, "\(first.text)")
      let second = try await client.upload(
        try await Samples.gzip(json), type: Client.json, headers: ["Content-Encoding": "gzip"])
      #expect(second.status == 200 && client.ids(second) == client.ids(first), "\(second.text)")
    }
  }

  @Test("What is wrong in a file is said, and nothing of it is kept")
  func bad() async throws {
    let file = try Samples.stack()
    let json = try Samples.stackJSON()
    let demo: [Step] = ["demonstrations", 0]
    let flat = JSON.array(Array(repeating: 0, count: 93))
    let cases: [(what: String, type: String, body: [UInt8], field: String)] = [
      ("empty", Client.hdf5, [], ""),
      ("no HDF5", Client.hdf5, Array("hello".utf8), ""),
      ("JSON that says HDF5", Client.hdf5, json.serialized, ""),
      ("half a file", Client.hdf5, Array(file.prefix(file.count / 2)), ""),
      ("a head only", Client.hdf5, Array(file.prefix(600)), ""),
      (
        "a missing group", Client.hdf5,
        try Samples.stack(
          replacing: Array("datagen_info".utf8), with: Array("datagen_infX".utf8)),
        "datagen_info"
      ),
      (
        "NaN", Client.hdf5,
        try Samples.stack(replacingColumn: 3, with: .nan), "eef_pose"
      ),
      (
        "no rotation", Client.hdf5,
        try Samples.stack(replacingColumn: 0, with: 5), "eef_pose"
      ),
      ("no JSON", Client.json, Array("{".utf8), ""),
      ("no format", Client.json, Array("{}".utf8), "format"),
      (
        "NaN in JSON", Client.json,
        Array(String(decoding: json.serialized, as: UTF8.self).replacing("0.", with: "NaN").utf8),
        ""
      ),
      (
        "an unknown key", Client.json,
        json.setting(demo + ["colour"], to: "red").serialized, "colour"
      ),
      (
        "no demonstration", Client.json,
        json.setting(["demonstrations"], to: []).serialized, "demonstrations"
      ),
      (
        "a pose too short", Client.json,
        json.setting(demo + ["eef_pose", 3, 6], to: nil).serialized, "eef_pose"
      ),
      (
        "a frame too few", Client.json,
        json.setting(demo + ["target_pose", 3], to: nil).serialized, "target_pose"
      ),
      (
        "no rotation in JSON", Client.json,
        json.setting(demo + ["eef_pose", 3, 3], to: 7).serialized, "eef_pose"
      ),
      (
        "a signal that never rises", Client.json,
        json.setting(demo + ["subtask_term_signals", "grasp"], to: flat).serialized, "grasp"
      ),
      (
        "a missing object", Client.json, json.setting(demo + ["objects", 0], to: nil).serialized,
        "object"
      ),
    ]
    try await withServer { server in
      for bad in cases {
        let reply = try await server.client.upload(bad.body, type: bad.type)
        #expect(reply.status == 422 && reply.isProblem, "\(bad.what): \(reply.text)")
        #expect(reply.fields.count == 1, "\(bad.what)")
        #expect(
          bad.field.isEmpty || reply.fields.first?.contains(bad.field) == true,
          "\(bad.what): \(reply.fields)")
        #expect(!reply.text.contains("Swift"), "\(bad.what): \(reply.text)")
      }
      let task = try await server.client.upload(file, task: "juggle")
      #expect(task.status == 422 && task.fields == ["task"])
      let wrong = try await server.client.upload(file, task: "lift")
      #expect(wrong.status == 422, "\(wrong.text)")

      // nothing stayed, and the server is well
      #expect(server.uploads.isEmpty)
      let list = try await server.client.get("/v1/demonstrations").json["demonstrations"]
      #expect(list?.elements?.isEmpty == true)
      #expect(try await server.client.upload(file).status == 201)
    }
  }

  @Test("A request without task or with another media type is refused")
  func request() async throws {
    let file = try Samples.stack()
    try await withServer { server in
      let client = server.client
      let task = try await client.send(
        "POST", "/v1/demonstrations", headers: ["Content-Type": Client.hdf5], body: file)
      #expect(task.status == 422 && task.fields == ["task"])
      for type in ["text/plain", "multipart/form-data; boundary=x", ""] {
        let reply = try await client.upload(file, type: type)
        #expect(reply.status == 415 && reply.isProblem, "\(type): \(reply.text)")
      }
      let none = try await client.send("POST", "/v1/demonstrations?task=stack", body: file)
      #expect(none.status == 415)
      let coding = try await client.upload(file, headers: ["Content-Encoding": "br"])
      #expect(coding.status == 415)
      #expect(server.uploads.isEmpty)
    }
  }

  @Test("Repeating an upload's key repeats its answer")
  func idempotency() async throws {
    let file = try Samples.stack()
    try await withServer { server in
      let key = ["Idempotency-Key": "upload-1"]
      let first = try await server.client.upload(file, headers: key)
      let second = try await server.client.upload(file, headers: key)
      #expect(first.status == 201 && second.status == 201)
      #expect(first.body == second.body && second.headers["idempotent-replayed"] == "true")
      let other = try await server.client.upload(try Samples.lift(), headers: key)
      #expect(other.status == 422 && other.fields == ["Idempotency-Key"])
      // one byte is enough, however it is packed
      var changed = file
      changed[file.count - 1] ^= 1
      let near = try await server.client.upload(changed, headers: key)
      #expect(near.status == 422 && near.fields == ["Idempotency-Key"])
      let packed = try await Samples.gzip(changed)
      let gzip = key.merging(["Content-Encoding": "gzip"]) { $1 }
      #expect(try await server.client.upload(packed, headers: gzip).status == 422)
      #expect(server.uploads.isEmpty)
    }
  }
}
