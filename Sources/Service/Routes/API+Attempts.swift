import Catalog
import Episodes
import Farm
import JSONText

extension API {
  /// What a job's attempts came to: one by one, and added up.
  var attemptRoutes: [Route] {
    [
      Route(
        .get, "/v1/jobs/{id}/attempts", "listAttempts",
        "Lists a job's attempts by scene and motion; failures too.", access: .scope(.jobsRead),
        parameters: [
          Route.Parameter(
            name: "outcome", description: "Of this outcome only; screened ones have failed, too.",
            schema: .choice(AttemptFilter.Outcome.allCases.map(\.rawValue))),
          Route.Parameter(
            name: "reason", description: "Failed for this reason only.",
            schema: .choice(FailureReason.allCases.map(\.rawValue))),
          Route.Parameter(
            name: "subtask", description: "Failed in the subtask of this name only.",
            schema: .string),
          Route.Parameter(
            name: "demonstration", description: "Ended while following this one only.",
            schema: .string),
        ] + Self.paging,
        outcomes: [
          Route.Outcome(200, "A page.", SchemaLibrary.page(of: "attempts", "Attempt")),
          Route.Outcome(404, "Unknown.", nil),
        ], handler: attempts),
      Route(
        .get, "/v1/jobs/{id}/report", "getJobReport",
        "Where a job's attempts are lost, by subtask and by demonstration.",
        access: .scope(.jobsRead),
        outcomes: [
          Route.Outcome(200, "The report.", .named("JobReport")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        .json(try JSON(encoding: try await mill.catalog.report(job: call.parameter("id"))))
      },
      Route(
        .get, "/v1/jobs/{id}/coverage", "getJobCoverage",
        "How much of the reset space, or of kitchens, the successes cover; how evenly sources are used.",
        access: .scope(.jobsRead),
        outcomes: [
          Route.Outcome(
            200, "Cells of each object's ranges; layouts, styles and categories.",
            .named("JobCoverage")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let id = call.parameter("id")
        guard let coverage = try await mill.coverage(job: id) else {
          throw Problem.missing("job", id)
        }
        return .json(CoverageJSON.make(coverage))
      },
    ]
  }

  @Sendable private func attempts(_ call: Call) async throws -> Answer {
    let id = call.parameter("id")
    guard let job = try await mill.job(id) else { throw Problem.missing("job", id) }
    let filter = AttemptFilter(
      outcome: try call.query.choice("outcome", as: AttemptFilter.Outcome.self),
      reason: try call.query.choice("reason", as: FailureReason.self),
      subtask: try index(of: call.query["subtask"], in: job.subtaskNames, "subtask"),
      demonstration: try index(
        of: call.query["demonstration"], in: job.spec.demonstrations, "demonstration"))
    let page = try await mill.catalog.attempts(
      job: id, filter: filter, page: call.query.page())
    return PageAnswer.make(page, name: "attempts") { AttemptJSON.make($0, of: job) }
  }

  /// The place of a name among those that a job has.
  private func index(of name: String?, in names: [String], _ parameter: String) throws -> Int? {
    guard let name else { return nil }
    guard let index = names.firstIndex(of: name) else {
      throw Problem.unusable(parameter, "must be one of \(names.joined(separator: ", "))")
    }
    return index
  }
}
