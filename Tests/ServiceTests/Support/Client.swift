import Foundation
import JSONText

/// Speaks to a server on this machine, one connection per request.
struct Client: Sendable {
  let port: Int
  /// Shown with every request; nil for none.
  var key: String?

  /// Sends a request and waits for its response.
  func send(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> Reply {
    let port = port
    var headers = headers
    if let key { headers["Authorization"] = headers["Authorization"] ?? "Bearer \(key)" }
    let shown = headers
    return try await blocking {
      let connection = try Connection(port: port)
      defer { connection.close() }
      let length = body.map { ["Content-Length": String($0.count)] } ?? [:]
      let text = Self.head(method, target, shown.merging(length) { own, _ in own })
      try connection.send(Array(text.utf8) + (body ?? []))
      return try connection.reply(toHead: method == "HEAD")
    }
  }

  func get(_ target: String, headers: [String: String] = [:]) async throws -> Reply {
    try await send("GET", target, headers: headers)
  }

  /// Posts JSON.
  func post(
    _ target: String, _ json: JSON, headers: [String: String] = [:]
  ) async throws -> Reply {
    let type = ["Content-Type": "application/json"]
    return try await send(
      "POST", target, headers: type.merging(headers) { $1 }, body: json.serialized)
  }

  /// Waits until the server takes work; what it said last.
  func ready() async throws -> Reply {
    for _ in 0..<200 {
      let reply = try await get("/readyz")
      if reply.status == 200 { return reply }
      try await Task.sleep(for: .milliseconds(50))
    }
    return try await get("/readyz")
  }

  /// Waits until a job is done; the job.
  func finished(job id: String) async throws -> JSON {
    for _ in 0..<1200 {
      let job = try await get("/v1/jobs/\(id)").json
      if job["done"]?.flag == true { return job }
      try await Task.sleep(for: .milliseconds(50))
    }
    return try await get("/v1/jobs/\(id)").json
  }

  /// The lines before a body.
  static func head(_ method: String, _ target: String, _ headers: [String: String]) -> String {
    var text = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    return text + "\r\n"
  }
}
