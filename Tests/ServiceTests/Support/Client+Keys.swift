import JSONText
import Testing

extension Client {
  /// The same with another key; nil for none.
  func with(key: String?) -> Client {
    var client = self
    client.key = key
    return client
  }

  /// Makes a key; its text and its id.
  func makeKey(
    _ scopes: [String], expiresAt: Double? = nil, limits: JSON = [:]
  ) async throws -> (text: String, id: String) {
    var body: JSONObject = [
      "name": "test", "scopes": .array(scopes.map { JSON($0) }), "limits": limits,
    ]
    if let expiresAt { body["expires_at"] = JSON(expiresAt) }
    let reply = try await post("/v1/keys", .object(body))
    #expect(reply.status == 201, "\(reply.text)")
    return (try #require(reply.json["key"]?.text), try #require(reply.json["id"]?.text))
  }
}
