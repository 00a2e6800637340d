import Catalog
import Demonstrations
import Farm
import JSONText

extension API {
  var demonstrationRoutes: [Route] {
    [
      Route(
        .post, "/v1/demonstrations", "uploadDemonstrations",
        "Uploads one file with one or more demonstrations of a task.", access: .scope(.demosWrite),
        parameters: [
          Route.Parameter(
            name: "task", description: "The task that was demonstrated.", schema: .text,
            required: true)
        ],
        body: .file(types: DemonstrationFormat.allCases.map(\.mediaType)),
        outcomes: [
          Route.Outcome(200, "All of it was known.", uploaded),
          Route.Outcome(201, "Kept.", uploaded),
          Route.Outcome(409, "Known as a demonstration of another task.", nil),
          Route.Outcome(413, "The file is too large.", nil),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "The file or the task is unusable; errors say where.", nil),
        ], handler: upload),
      Route(
        .get, "/v1/demonstrations", "listDemonstrations", "Lists demonstrations, oldest first.",
        access: .anyKey,
        parameters: [
          Route.Parameter(name: "task", description: "Of this task only.", schema: .string)
        ] + Self.paging,
        outcomes: [
          Route.Outcome(200, "A page.", SchemaLibrary.page(of: "demonstrations", "Demonstration"))
        ]
      ) { call in
        let page = try await mill.catalog.demonstrations(
          task: call.query["task"], page: call.query.page())
        return try PageAnswer.make(page, name: "demonstrations") { try JSON(encoding: $0) }
      },
      Route(
        .get, "/v1/demonstrations/{id}", "getDemonstration", "One demonstration.", access: .anyKey,
        outcomes: [
          Route.Outcome(200, "The demonstration.", .named("Demonstration")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let id = call.parameter("id")
        guard let record = try await mill.catalog.demonstration(id) else {
          throw Problem.missing("demonstration", id)
        }
        return .json(try JSON(encoding: record))
      },
      Route(
        .delete, "/v1/demonstrations/{id}", "deleteDemonstration", "Forgets a demonstration.",
        access: .scope(.demosWrite),
        outcomes: [
          Route.Outcome(204, "Forgotten."), Route.Outcome(404, "Unknown.", nil),
          Route.Outcome(409, "An unfinished job uses it.", nil),
        ]
      ) { call in
        try await mill.deleteDemonstration(call.parameter("id"))
        return .noContent
      },
    ]
  }

  private var uploaded: Schema { .object(["demonstrations": .array(.named("Demonstration"))]) }

  /// Hands the received file to a child process that reads it.
  @Sendable private func upload(_ call: Call) async throws -> Answer {
    let task = try call.query.required("task")
    guard case .file(let file) = call.body else { throw Problem.malformed("A body is missing.") }
    let format = DemonstrationFormat.allCases.first { $0.mediaType == file.mediaType }
    let result = try await mill.ingest(
      file: file.url.path, task: task, format: format, sha256: file.sha256)
    let records = try result.records.map { try JSON(encoding: $0) }
    return .json(
      ["demonstrations": .array(records)], status: result.allKnown ? .ok : .created)
  }
}
