import JSONText

extension Client {
  static let hdf5 = "application/x-hdf5"
  static let json = "application/json"

  /// Uploads a file of demonstrations.
  func upload(
    _ bytes: [UInt8], type: String = hdf5, task: String = "stack", headers: [String: String] = [:]
  ) async throws -> Reply {
    try await send(
      "POST", "/v1/demonstrations?task=\(task)",
      headers: ["Content-Type": type].merging(headers) { $1 }, body: bytes)
  }

  /// The ids that an upload gave.
  func ids(_ reply: Reply) -> [String] {
    (reply.json["demonstrations"]?.elements ?? []).compactMap { $0["id"]?.text }
  }
}
