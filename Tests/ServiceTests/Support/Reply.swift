import Foundation
import JSONText

/// A response as it came over the wire.
struct Reply: Sendable {
  var status: Int
  /// Names in lower case.
  var headers: [String: String]
  var body: [UInt8]

  /// The body as JSON; null when it is none.
  var json: JSON { (try? JSON(parsing: body, maximumDepth: 128)) ?? .null }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The fields that a problem document names.
  var fields: [String] { (json["errors"]?.elements ?? []).compactMap { $0["field"]?.text } }

  /// Whether it is a problem document of its own status.
  var isProblem: Bool {
    headers["content-type"] == "application/problem+json" && json["status"]?.int == status
      && json["title"]?.text != nil && json["detail"]?.text != nil
  }
}

extension Connection {
  /// Receives one response; informational ones are passed over.
  func reply(toHead isHead: Bool = false) throws -> Reply {
    while true {
      let (status, headers) = try head()
      guard status >= 200 else { continue }
      var body: [UInt8] = []
      if isHead || status == 204 || status == 304 {
        // these have none
      } else if headers["transfer-encoding"] == "chunked" {
        while let chunk = try chunk() { body += chunk }
      } else {
        body = try receive(count: headers["content-length"].flatMap { Int($0) })
      }
      return Reply(status: status, headers: headers, body: body)
    }
  }

  /// Receives the status line and the headers.
  func head() throws -> (Int, [String: String]) {
    let lines = try receive(until: "\r\n\r\n").split(separator: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count >= 2, let status = Int(words[1]) else {
      throw Failure(what: "no status line")
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers[line[..<colon].lowercased()] = value
    }
    return (status, headers)
  }

  /// Receives one chunk; nil for the last.
  func chunk() throws -> [UInt8]? {
    let line = try receive(until: "\r\n").trimmingCharacters(in: .whitespacesAndNewlines)
    guard let size = Int(line, radix: 16) else { throw Failure(what: "no chunk size") }
    let bytes = try receive(count: size)
    _ = try receive(until: "\r\n")
    return size == 0 ? nil : bytes
  }
}
