import Foundation
import JSONText
import Testing

extension Client {
  static let piece = "application/offset+octet-stream"
  static let tusVersion = ["Tus-Resumable": "1.0.0"]

  /// What `Upload-Metadata` says of a file.
  static func metadata(_ pairs: KeyValuePairs<String, String>) -> String {
    pairs.map { "\($0.key) \(Data($0.value.utf8).base64EncodedString())" }.joined(separator: ",")
  }

  /// A request of the upload protocol.
  func tus(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> Reply {
    try await send(
      method, target, headers: Self.tusVersion.merging(headers) { $1 }, body: body)
  }

  /// Begins an upload of so many bytes and gives its path.
  func begin(_ length: Int, task: String = "lift", type: String = hdf5) async throws -> String {
    let reply = try await tus(
      "POST", "/v1/uploads",
      headers: [
        "Upload-Length": String(length),
        "Upload-Metadata": Self.metadata(["task": task, "filetype": type]),
      ], body: [])
    #expect(reply.status == 201, "\(reply.text)")
    return try #require(reply.headers["location"])
  }

  /// Sends bytes that belong at an offset.
  func append(
    _ bytes: some Collection<UInt8>, at offset: Int, to path: String,
    headers: [String: String] = [:]
  ) async throws -> Reply {
    let own = ["Upload-Offset": String(offset), "Content-Type": Self.piece]
    return try await tus(
      "PATCH", path, headers: own.merging(headers) { $1 }, body: Array(bytes))
  }

  /// How much the server has.
  func offset(of path: String) async throws -> Int? {
    try await tus("HEAD", path).headers["upload-offset"].flatMap { Int($0) }
  }

  /// Waits until the server has so much, or a second is over; how much it has then.
  func offset(of path: String, reaching aim: Int) async throws -> Int? {
    for _ in 0..<50 {
      if try await offset(of: path) == aim { return aim }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await offset(of: path)
  }

  /// Waits until an upload has been read, and gives what the server says of it.
  func outcome(of path: String) async throws -> JSON {
    for _ in 0..<600 {
      let upload = try await get(path).json
      if ["kept", "refused"].contains(upload["state"]?.text) { return upload }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Connection.Failure(what: "the upload was not read in 30 s")
  }
}
