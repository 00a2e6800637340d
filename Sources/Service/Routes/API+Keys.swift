import Catalog
import JSONText

extension API {
  /// Making, listing and ending keys.
  var keyRoutes: [Route] {
    [
      Route(
        .post, "/v1/keys", "createKey",
        "Makes a key; the first one closes the server to everybody without.",
        access: .scope(.admin), body: .json(.named("KeyRequest")),
        outcomes: [
          Route.Outcome(201, "Made; the answer shows the key, once.", .named("Key")),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ]
      ) { call in
        let (record, key) = try await ring.create(try KeyRequestReader.read(call.json))
        var answer = Answer.json(
          try JSON(encoding: record), status: .created, location: "/v1/keys/\(record.id)")

        // what is remembered for a repeated request must not hold the secret
        if case .bytes(let bytes) = answer.body { answer.remembered = bytes }
        var members = try JSON(encoding: record).members ?? [:]
        members["key"] = JSON(key.text)
        answer.body = .bytes(JSON.object(members).serialized)
        return answer
      },
      Route(
        .get, "/v1/keys", "listKeys", "Lists keys, oldest first; those that ended, too.",
        access: .scope(.admin), parameters: Self.paging,
        outcomes: [Route.Outcome(200, "A page.", SchemaLibrary.page(of: "keys", "Key"))]
      ) { call in
        let page = try await ring.catalog.keys(page: call.query.page())
        return try PageAnswer.make(page, name: "keys") { try JSON(encoding: ring.completed($0)) }
      },
      Route(
        .delete, "/v1/keys/{id}", "revokeKey", "Ends a key, at once and for good.",
        access: .scope(.admin),
        outcomes: [
          Route.Outcome(204, "It is worth nothing any more."), Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        try await ring.revoke(call.parameter("id"))
        return .noContent
      },
    ]
  }
}
