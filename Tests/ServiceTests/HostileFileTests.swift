import CHostileFiles
import Foundation
import JSONText
import Testing

/// Files that reach for other files, or for more memory and time than there is.
@Suite("Hostile files") struct HostileFileTests {
  private static let eef = "data/demo_0/datagen_info/eef_pose"
  private static let info = "data/demo_0/datagen_info"

  private struct Case: Sendable {
    var what: String
    var file: [UInt8]
    /// What the problem must name.
    var field: String
    var reason: String
  }

  private static func reaching() throws -> [Case] {
    func make(_ what: String, _ reason: String, _ change: (String) -> Int32) throws -> Case {
      Case(what: what, file: try Samples.hostile(change), field: eef, reason: reason)
    }
    return [
      try make("an external link to a file of the system", "another file") {
        hostile_external_link($0, eef, "/etc/passwd", "/")
      },
      try make("an external link to a file beside it", "another file") {
        hostile_external_link($0, eef, "other.hdf5", "/data")
      },
      try make("an external link as a group", "another file") {
        hostile_external_link($0, info, "/etc/passwd", "/")
      },
      try make("a soft link", "nowhere") { hostile_soft_link($0, eef, "/etc/passwd") },
      try make("a soft link through an external one", "nowhere") {
        let result = hostile_external_link($0, "way", "/etc/passwd", "/")
        return result == 0 ? hostile_soft_link($0, eef, "/way/x") : result
      },
      try make("a link of a kind of its own", "unknown kind") { hostile_user_link($0, eef) },
      try make("bytes in a file of the system", "other files") {
        hostile_external_storage($0, eef, "/etc/passwd", 64)
      },
      try make("a virtual dataset", "other files") {
        hostile_virtual($0, eef, "/etc/passwd", "/x")
      },
      try make("the filter nbit", "filter 5") { hostile_filter($0, eef, 5) },
      try make("the filter scaleoffset", "filter 6") { hostile_filter($0, eef, 6) },
      try make("a filter of others", "filter 32001") { hostile_filter($0, eef, 32001) },
    ]
  }

  @Test("Files that reach for others are refused by the path of what reaches")
  func reaching() async throws {
    let cases = try Self.reaching()
    try await withServer { server in
      for one in cases {
        let reply = try await server.client.upload(one.file, task: "lift")
        #expect(reply.status == 422 && reply.isProblem, "\(one.what): \(reply.text)")
        let field = reply.fields.first ?? ""
        #expect(
          field == one.field || one.field.hasPrefix(field + "/"), "\(one.what): \(reply.text)")
        #expect(field.hasPrefix(Self.info), "\(one.what): \(reply.text)")
        #expect(reply.text.contains(one.reason), "\(one.what): \(reply.text)")
        #expect(!reply.text.contains("root:x:"), "\(one.what)")
      }
    }
  }

  @Test("Files that reach for others where nobody reads are refused, too")
  func unread() async throws {
    let place = "data/demo_0/extra"
    func make(_ what: String, _ reason: String, _ change: (String) -> Int32) throws -> Case {
      Case(what: what, file: try Samples.hostile(change), field: place, reason: reason)
    }
    let cases = [
      try make("an external link", "another file") {
        hostile_external_link($0, place, "/etc/passwd", "/")
      },
      try make("a link of a kind of its own", "unknown kind") { hostile_user_link($0, place) },
      try make("bytes in a file of the system", "other files") {
        hostile_external_storage($0, place, "/etc/passwd", 64)
      },
      try make("a virtual dataset", "other files") {
        hostile_virtual($0, place, "/etc/passwd", "/x")
      },
      try make("a filter of others", "filter 32001") { hostile_filter($0, place, 32001) },
    ]
    let harmless = try Samples.hostile { hostile_soft_link($0, place, "/data/demo_1") }
    try await withServer { server in
      for one in cases {
        let reply = try await server.client.upload(one.file, task: "lift")
        #expect(reply.status == 422 && reply.isProblem, "\(one.what): \(reply.text)")
        #expect(reply.fields == [one.field], "\(one.what): \(reply.text)")
        #expect(reply.text.contains(one.reason), "\(one.what): \(reply.text)")
      }
      #expect(try await server.client.upload(harmless, task: "lift").status == 201)
    }
  }

  private static func bombs() throws -> [Case] {
    func make(
      _ what: String, _ field: String, _ reason: String, _ change: (String) -> Int32
    ) throws -> Case {
      Case(what: what, file: try Samples.hostile(change), field: field, reason: reason)
    }
    let json = try Samples.shortLiftJSON()
    func text(_ what: String, _ old: String, _ new: String) -> Case {
      let text = String(decoding: json, as: UTF8.self)
      guard let range = text.range(of: old) else {
        return Case(what: "\(what): no \(old)", file: [], field: "no such text", reason: "")
      }
      return Case(
        what: what, file: Array(text.replacingCharacters(in: range, with: new).utf8), field: "",
        reason: "")
    }
    let deep = String(repeating: "[", count: 100_000)
    let pose = "\"eef_pose\": ["
    return [
      try make("a thousand billion rows", eef, "declares") { hostile_huge($0, eef, 1 << 40) },
      try make("rows that overflow", eef, "declares") { hostile_huge($0, eef, 1 << 62) },
      try make("64 MiB of zeros, deflated", eef, "declares") { hostile_zeros($0, eef, 1 << 19) },
      try make("as many zeros as may be, deflated", "\(eef)[0]", "") {
        hostile_zeros($0, eef, 99_992)
      },
      try make("100,000 groups", "data", "entries") { hostile_groups($0, "data", 100_000) },
      try make("1,000,000 attributes", "data/demo_2/datagen_info", "missing") {
        hostile_attributes($0, "data/demo_2", 1_000_000)
      },
      try make("a text as deep as it is long", "data@env_args", "") {
        hostile_text($0, "data", "env_args", 60_000)
      },
      Case(what: "nothing", file: [], field: "", reason: "empty"),
      Case(what: "deep JSON", file: Array(("{\"a\":" + deep).utf8), field: "", reason: "deep"),
      text("NaN", pose, pose + "[NaN,0,0,1,0,0,0],"),
      text("infinity", pose, pose + "[Infinity,0,0,1,0,0,0],"),
      Case(
        what: "1e308",
        file: try JSON(parsing: json, maximumDepth: 64)
          .setting(["demonstrations", 0, "eef_pose", 0, 0], to: 1e308).serialized,
        field: "demonstrations[0].eef_pose[0]", reason: "farther"),
      text("1e999", pose, pose + "[1e999,0,0,1,0,0,0],"),
    ]
  }

  @Test("Bombs are refused quickly, and the server does not swell")
  func bombs() async throws {
    let cases = try Self.bombs()
    try await ServeProcess.with { server, _ in
      #expect(try await server.client.upload(try Samples.shortLift(), task: "lift").status == 201)
      let before = server.residentMemory
      for one in cases {
        let isJSON = one.file.first == UInt8(ascii: "{")
        let start = ContinuousClock.now
        let reply = try await server.client.upload(
          one.file, type: isJSON ? Client.json : Client.hdf5, task: "lift")
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(one.what): \(one.file.count) bytes, \(reply.status) in \(seconds) s")
        #expect([413, 422].contains(reply.status) && reply.isProblem, "\(one.what): \(reply.text)")
        #expect(seconds < 10, "\(one.what)")
        if !one.field.isEmpty { #expect(reply.fields == [one.field], "\(one.what): \(reply.text)") }
        if !one.reason.isEmpty {
          #expect(reply.text.contains(one.reason), "\(one.what): \(reply.text)")
        }
        let growth = server.residentMemory - before
        #expect(growth < 64 << 20, "\(one.what): \(growth) bytes")
      }
      #expect(server.process.isRunning)
    }
  }
}
