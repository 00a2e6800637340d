import Farm
import JSONText

extension API {
  /// Scenes in which policies are tried, step by step.
  var sessionRoutes: [Route] {
    [
      Route(
        .post, "/v1/sessions", "openSession", "Opens a scene of a task for a policy.",
        access: .scope(.jobsWrite),
        body: .json(.named("SessionRequest")),
        outcomes: [
          Route.Outcome(
            201, "Open, and how it stands.",
            .object(["session": .named("Session"), "moment": .named("SessionMoment")])),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ], handler: openSession),
      Route(
        .get, "/v1/sessions", "listSessions", "Lists open sessions, oldest first.",
        access: .scope(.jobsRead),
        outcomes: [
          Route.Outcome(200, "All.", .object(["sessions": .array(.named("Session"))]))
        ]
      ) { _ in
        let sessions = await mill.openSessions()
        return .json(["sessions": .array(sessions.map { SessionJSON.make($0) })])
      },
      Route(
        .post, "/v1/sessions/{id}:reset", "resetSession",
        "Puts a session into another scene, or the same one again.", access: .scope(.jobsWrite),
        body: .json(.named("SessionReset")),
        outcomes: [
          Route.Outcome(200, "How it stands.", .named("SessionMoment")),
          Route.Outcome(404, "Not open.", nil), Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ], handler: resetSession),
      Route(
        .post, "/v1/sessions/{id}:step", "stepSession", "Carries out one or more actions.",
        access: .scope(.jobsWrite),
        body: .json(.named("SessionSteps")),
        outcomes: [
          Route.Outcome(
            200, "How it stood after each.",
            .object(["moments": .array(.named("SessionMoment"))])),
          Route.Outcome(404, "Not open.", nil), Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ], handler: stepSession),
      Route(
        .delete, "/v1/sessions/{id}", "closeSession", "Closes a session.",
        access: .scope(.jobsWrite),
        outcomes: [Route.Outcome(204, "Closed."), Route.Outcome(404, "Not open.", nil)]
      ) { call in
        let id = call.parameter("id")
        guard await mill.closeSession(id) else { throw Problem.missing("session", id) }
        return .noContent
      },
    ]
  }

  @Sendable private func openSession(_ call: Call) async throws -> Answer {
    var reader = FieldReader(call.json)
    let task = reader.string("task")
    let distribution = reader.string("distribution", required: false)
    let seed = reader.unsigned("seed", required: false)
    let scene = reader.integer("scene", in: 0...Int(Int32.max), required: false)
    let motion = reader.integer("motion", in: 0...Int(Int32.max), required: false)
    let demonstration = reader.string("demonstration", required: false)
    reader.finish()
    guard reader.errors.isEmpty, let task else { throw Problem.unusable(reader.errors) }
    let first = mill.tasks.task(named: task)?.distributions.first?.name
    let (session, moment) = try await mill.openSession(
      SessionOrder(
        task: task, distribution: distribution ?? first ?? "D0", seed: seed ?? 0,
        scene: scene ?? 0, motion: motion ?? 0), demonstration: demonstration)
    return .json(
      ["session": SessionJSON.make(session), "moment": SessionJSON.make(moment)],
      status: .created)
  }

  @Sendable private func resetSession(_ call: Call) async throws -> Answer {
    var reader = FieldReader(call.json)
    let seed = reader.unsigned("seed", required: false)
    let scene = reader.integer("scene", in: 0...Int(Int32.max), required: false)
    let motion = reader.integer("motion", in: 0...Int(Int32.max), required: false)
    reader.finish()
    guard reader.errors.isEmpty else { throw Problem.unusable(reader.errors) }
    let moment = try await mill.resetSession(
      call.parameter("id"), seed: seed, scene: scene, motion: motion)
    return .json(SessionJSON.make(moment))
  }

  @Sendable private func stepSession(_ call: Call) async throws -> Answer {
    var reader = FieldReader(call.json)
    let actions = reader.rows("actions", count: 1...Mill.mostSessionSteps)
    reader.finish()
    guard reader.errors.isEmpty, let actions else { throw Problem.unusable(reader.errors) }
    let moments = try await mill.stepSession(call.parameter("id"), actions: actions)
    return .json(["moments": .array(moments.map { SessionJSON.make($0) })])
  }
}
