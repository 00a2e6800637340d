import Catalog
import Farm
import Foundation
import HTTPTypes
import Hummingbird
import JSONText

extension API {
  /// The care of the data folder while the server runs.
  var adminRoutes: [Route] {
    [
      Route(
        .post, "/v1/admin:scrub", "scrub",
        "Reads every file through: what is damaged or missing, and what nobody needs.",
        access: .scope(.admin),
        body: .json(
          .object(
            [
              "remove_orphans?": Schema.boolean.described(
                "Remove what nobody has needed for an hour.")
            ], isClosed: true)),
        outcomes: Self.careOutcomes
      ) { call in
        var reader = FieldReader(call.json)
        let removes = reader.flag("remove_orphans", required: false) ?? false
        reader.finish()
        guard reader.errors.isEmpty else { throw Problem.unusable(reader.errors) }
        try await mill.checkCare()
        return Self.lines { say in try await mill.scrub(removeOrphans: removes, say: say) }
      },
      Route(
        .post, "/v1/admin:backup", "backUp",
        "Writes or completes a backup in a folder of the server's machine.",
        access: .scope(.admin),
        body: .json(
          .object(
            [
              "folder": Schema.text.described(
                "An absolute path: an empty folder, or that of an earlier backup.")
            ],
            isClosed: true)),
        outcomes: Self.careOutcomes
      ) { call in
        var reader = FieldReader(call.json)
        let folder = reader.string("folder", limit: 4096) ?? ""
        reader.finish()
        guard reader.errors.isEmpty else { throw Problem.unusable(reader.errors) }
        try await mill.checkCare(backupFolder: folder)
        return Self.lines { say in try await mill.backUp(to: folder, say: say) }
      },
    ]
  }

  private static let careOutcomes = [
    Route.Outcome(
      200, "Lines of JSON as it goes on; the last is `done`, or `failed` with the reason.",
      type: "application/x-ndjson", .string),
    Route.Outcome(409, "A scrub or a backup is in work.", nil),
    Route.Outcome(415, "Another media type.", nil),
    Route.Outcome(422, "A field is unusable; errors say which.", nil),
  ]

  /// What long work says, line by line, while it goes on.
  private static func lines(
    _ work: @escaping @Sendable (@escaping CareListener) async throws -> Bool
  ) -> Answer {
    let body = ResponseBody { writer in
      let (lines, sink) = AsyncStream.makeStream(of: CareLine.self)
      // the work goes on to its end, whether or not anybody listens
      let task = Task {
        defer { sink.finish() }
        do { _ = try await work { sink.yield($0) } } catch {
          sink.yield(CareLine(.failed, reason: "\(error)"))
        }
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for await line in lines {
        try await writer.write(ByteBuffer(bytes: try encoder.encode(line) + [0x0A]))
      }
      await task.value
      try await writer.finish(nil)
    }
    return Answer(
      .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"],
      body: .stream(body))
  }
}
