import Foundation
import JSONText
import Testing

/// Names that mean to lead out of the data folder, wherever a client may say a name.
@Suite("Names") struct NameTests {
  private static let names = [
    "../secret", "../../secret", "..%2fsecret", "%2e%2e%2fsecret", "%2e%2e/secret", "..%5csecret",
    "/etc/passwd", "%2fetc%2fpasswd", "....//secret", ".", "..", "a%00b", "%00",
    "%e2%80%aesecret", "%ff%fe", "~root", "C:%5cwindows", "secret%0d%0aX-Evil:%201", "*",
    String(repeating: "a", count: 300), String(repeating: "%2e%2e%2f", count: 30) + "secret",
    "%ef%bc%8e%ef%bc%8e/secret", "catalog.sqlite", "../catalog.sqlite", "server.lock",
  ]

  private static let targets: [(method: String, path: String)] = [
    ("GET", "/v1/demonstrations/{}"), ("DELETE", "/v1/demonstrations/{}"),
    ("GET", "/v1/jobs/{}"), ("GET", "/v1/jobs/{}/report"), ("POST", "/v1/jobs/{}:cancel"),
    ("GET", "/v1/episodes/{}"), ("GET", "/v1/episodes/{}/states"),
    ("GET", "/v1/episodes/{}/preview"), ("GET", "/v1/scenes/{}"),
    ("GET", "/v1/datasets/{}/versions/1"), ("GET", "/v1/datasets/{}/versions/1/files/x"),
    ("GET", "/v1/datasets/x/versions/{}"), ("GET", "/v1/datasets/x/versions/1/files/{}"),
    ("GET", "/v1/renders/{}"), ("GET", "/v1/renders/{}/pictures/0"),
    ("GET", "/v1/renders/{}/thumbnails"), ("HEAD", "/v1/uploads/{}"), ("GET", "/v1/uploads/{}"),
    ("DELETE", "/v1/uploads/{}"), ("POST", "/v1/demonstrations?task={}"),
    ("GET", "/v1/demonstrations?task={}"), ("GET", "/{}"), ("GET", "/v1/../{}"),
  ]

  /// Everything below a folder, with sizes.
  private func listing(_ folder: URL) -> Set<String> {
    let walk = FileManager.default.enumerator(atPath: folder.path)
    return Set((walk?.allObjects as? [String]) ?? [])
  }

  @Test("No name leads out of the data folder")
  func traversal() async throws {
    try await withServer { server in
      let client = server.client
      // what must neither be told nor touched lies beside the data folder
      let secret = "a secret that nobody asked for"
      let outside = server.folder.deletingLastPathComponent().appending(path: "secret")
      try Data(secret.utf8).write(to: outside)
      defer { try? FileManager.default.removeItem(at: outside) }
      #expect(try await client.upload(try Samples.shortLift(), task: "lift").status == 201)
      let before = listing(server.folder)

      for name in Self.names {
        for (method, path) in Self.targets {
          let target = path.replacing("{}", with: name)
          let reply = try await client.tus(
            method, target, headers: method == "POST" ? ["Content-Type": Client.hdf5] : [:],
            body: method == "POST" ? [1, 2, 3] : nil)
          #expect(
            (400..<500).contains(reply.status) || isHarmless(target, reply),
            "\(method) \(target): \(reply.status)")
          #expect(!reply.text.contains(secret) && !reply.text.contains("root:x:"), "\(target)")
          #expect(!reply.body.starts(with: Array("SQLite".utf8)), "\(target)")
          #expect(reply.headers["x-evil"] == nil, "\(target)")
        }
      }

      // names within headers and bodies
      for name in Self.names {
        let plain = name.removingPercentEncoding ?? name
        let metadata = Client.metadata(["task": "lift", "filename": plain])
        let reply = try await client.tus(
          "POST", "/v1/uploads",
          headers: ["Upload-Length": "10", "Upload-Metadata": metadata], body: [])
        #expect([201, 422].contains(reply.status), "\(name): \(reply.text)")
        if let path = reply.headers["location"] {
          #expect(path.wholeMatch(of: /\/v1\/uploads\/upl_[0-9a-f]{32}/) != nil)
          #expect(try await client.tus("DELETE", path).status == 204)
        }
        let task = try await client.tus(
          "POST", "/v1/uploads",
          headers: [
            "Upload-Length": "10", "Upload-Metadata": Client.metadata(["task": plain]),
          ], body: [])
        #expect(task.status == 422, "\(name): \(task.text)")
        for (path, body) in Self.bodies(plain) {
          let reply = try await client.post(path, body)
          #expect((400..<500).contains(reply.status) && reply.isProblem, "\(body): \(reply.text)")
        }
      }

      // names within files
      let long = String(repeating: "n", count: 999)
      for name in ["..", "../../x", "/etc/passwd", "a\u{202E}b", long] {
        let json = try JSON(parsing: try Samples.shortLiftJSON(), maximumDepth: 64)
        let named = json.setting(["demonstrations", 0, "name"], to: JSON(name))
        let object = json.setting(["demonstrations", 0, "objects", 0, "name"], to: JSON(name))
        for file in [named, object] {
          let reply = try await client.upload(file.serialized, type: Client.json, task: "lift")
          #expect([200, 201, 422].contains(reply.status), "\(name): \(reply.text)")
        }
      }
      let new = listing(server.folder).subtracting(before)
      let blob = /blobs\/[0-9a-f]{2}\/[0-9a-f]{64}/
      #expect(new.allSatisfy { $0.wholeMatch(of: blob) != nil }, "\(new)")
      #expect(try String(contentsOf: outside, encoding: .utf8) == secret)
    }
  }

  /// A list of what there is none of, or the index page.
  private func isHarmless(_ target: String, _ reply: Reply) -> Bool {
    guard reply.status == 200 else { return false }
    if target.hasPrefix("/v1/demonstrations?") {
      return reply.json["demonstrations"]?.elements?.isEmpty == true
    }
    return reply.text.hasPrefix("<!doctype html>")
  }

  private static func bodies(_ name: String) -> [(String, JSON)] {
    [
      (
        "/v1/jobs",
        [
          "task": JSON(name), "demonstrations": [JSON(name)], "seed": 1,
          "scenes": ["count": 1], "motions": ["count": 1],
        ]
      ),
      (
        "/v1/datasets",
        ["name": JSON(name), "filter": ["jobs": [JSON(name)]]]
      ),
      ("/v1/renders", ["jobs": [JSON(name)], "cameras": ["names": [JSON(name)]]]),
    ]
  }
}
