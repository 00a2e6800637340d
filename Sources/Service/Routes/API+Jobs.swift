import Catalog
import Farm
import JSONText

extension API {
  var jobRoutes: [Route] {
    [
      Route(
        .post, "/v1/jobs", "submitJob", "Asks for so many motions in so many scenes.",
        access: .scope(.jobsWrite),
        parameters: [
          Route.Parameter(
            name: "dry_run",
            description: "Only says what would run and what may come of it; nothing is kept.",
            schema: .boolean)
        ],
        body: .json(.named("JobRequest")),
        outcomes: [
          Route.Outcome(200, "What a dry run says.", .named("JobForecast")),
          Route.Outcome(202, "Accepted; Location says where to look.", .named("Job")),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ]
      ) { call in
        let spec = try JobRequest.read(call.json)
        if try call.query.flag("dry_run") {
          return .json(try JSON(encoding: try await mill.forecast(spec)))
        }
        let job = try await mill.submit(
          spec, requestKey: call.requestKey, owner: call.caller.jobOwner)
        return .json(try JobJSON.make(job), status: .accepted, location: "/v1/jobs/\(job.id)")
      },
      Route(
        .get, "/v1/jobs", "listJobs", "Lists jobs, newest first.", access: .scope(.jobsRead),
        parameters: [
          Route.Parameter(
            name: "state", description: "In this state only.",
            schema: .choice(JobState.allCases.map(\.rawValue)))
        ] + Self.paging,
        outcomes: [Route.Outcome(200, "A page.", SchemaLibrary.page(of: "jobs", "Job"))]
      ) { call in
        let page = try await mill.jobs(
          state: try call.query.choice("state", as: JobState.self), page: call.query.page())
        return try PageAnswer.make(page, name: "jobs") { try JobJSON.make($0) }
      },
      Route(
        .get, "/v1/jobs/{id}", "getJob", "One job and what has come of it so far.",
        access: .scope(.jobsRead),
        outcomes: [
          Route.Outcome(200, "The job.", .named("Job")), Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in .json(try JobJSON.make(try await job(call))) },
      Route(
        .patch, "/v1/jobs/{id}", "changeJob",
        "Changes the priority or the limits of a job that is not done; null takes a limit away.",
        access: .scope(.jobsWrite),
        body: .json(.named("JobChange")),
        outcomes: [
          Route.Outcome(200, "The job as it is now.", .named("Job")),
          Route.Outcome(404, "Unknown.", nil),
          Route.Outcome(409, "It is done, or its attempts are planned already.", nil),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ]
      ) { call in
        let change = try JobChangeReader.read(call.json)
        return .json(try JobJSON.make(try await mill.change(call.parameter("id"), change)))
      },
      steering("cancel", "cancelJob", "Ends a job; what it kept stays.") {
        try await mill.cancel($0.parameter("id"))
      },
      steering("pause", "pauseJob", "Hands out no more attempts of a job.") {
        try await mill.pause($0.parameter("id"))
      },
      steering("resume", "resumeJob", "Goes on with a paused job.") {
        try await mill.resume($0.parameter("id"))
      },
      steering(
        "retry", "retryJob",
        "Goes on with a failed or cancelled job: what was left undone is tried again.",
        refused: "It is neither, or engine and task are others now."
      ) {
        try await mill.retry($0.parameter("id"), owner: $0.caller.jobOwner)
      },
      Route(
        .get, "/v1/jobs/{id}/events", "watchJob",
        "A stream of the job's states; every event is the whole job.", access: .scope(.jobsRead),
        parameters: [
          Route.Parameter(
            name: "Last-Event-ID", place: .header,
            description: "Only what is newer than this event.", schema: .integer(0))
        ],
        outcomes: [
          Route.Outcome(
            200, "Events until the job is done.", type: "text/event-stream",
            .named("JobEvent")),
          Route.Outcome(204, "The job is done, and nothing is newer."),
          Route.Outcome(404, "Unknown.", nil),
        ], handler: events),
    ]
  }

  /// One of the verbs that change a job's state.
  private func steering(
    _ verb: String, _ operation: String, _ summary: String,
    refused: String = "It is finished.",
    _ body: @escaping @Sendable (Call) async throws -> JobRecord
  ) -> Route {
    Route(
      .post, "/v1/jobs/{id}:\(verb)", operation, summary, access: .scope(.jobsWrite),
      outcomes: [
        Route.Outcome(200, "The job as it is now.", .named("Job")),
        Route.Outcome(404, "Unknown.", nil), Route.Outcome(409, refused, nil),
      ]
    ) { call in .json(try JobJSON.make(try await body(call))) }
  }

  private func job(_ call: Call) async throws -> JobRecord {
    let id = call.parameter("id")
    guard let job = try await mill.job(id) else { throw Problem.missing("job", id) }
    return job
  }

  @Sendable private func events(_ call: Call) async throws -> Answer {
    let job = try await job(call)
    let after = try LastEventID.of(call.request) ?? 0
    let events = mill.events(job: job.id, after: after).map { event in
      ServerSentEvent(id: event.id, name: "job", data: try JobJSON.make(event.job))
    }
    // 204 tells a browser not to come again
    if job.done, after >= job.revision { return .noContent }
    return EventStreamAnswer.make(events, heartbeat: settings.heartbeat) { [ring] in
      ring.isValid(call.caller)
    }
  }
}
