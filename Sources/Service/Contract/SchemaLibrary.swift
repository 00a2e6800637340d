/// The named schemas of the contract.
enum SchemaLibrary {
  /// All, by name.
  static let all: [String: Schema] = [
    "Problem": problem, "Demonstration": demonstration, "JobRequest": jobRequest, "Job": job,
    "Episode": episode, "EpisodeStates": states, "Verification": verification,
    "DatasetRequest": datasetRequest, "Dataset": dataset, "Attempt": attempt, "JobReport": report,
    "JobCoverage": jobCoverage, "LintFinding": lintFinding, "DrawnScene": drawnScene,
    "KitchenSpec": kitchenSpec, "RenderRequest": renderRequest, "Render": render,
    "PictureSet": pictureSet, "Camera": camera, "SessionRequest": sessionRequest,
    "SessionReset": sessionReset, "SessionSteps": sessionSteps, "Session": session,
    "SessionMoment": sessionMoment,
    "KeyRequest": keyRequest, "Key": key, "Upload": upload,
    "JobEvent": jobEvent, "JobForecast": jobForecast, "JobChange": jobChange,
    "WebhookRequest": webhookRequest,
    "WebhookChange": webhookChange, "Webhook": webhook, "WebhookDelivery": webhookDelivery,
  ]

  /// RFC 9457.
  static let problem = Schema.object([
    "type": .string(format: "uri-reference"), "title": .string, "status": .integer(400, 599),
    "detail": .string, "instance": .string, "request_id": .string,
    "errors?": .array(.object(["field": .string, "reason": .string])),
  ])

  static let demonstration = Schema.object([
    "id": .string, "sha256": .string, "upload_sha256": .string, "name": .string, "task": .string,
    "robot": .string, "frames": .integer(1),
    "subtasks": .array(.integer(0)).described("Frames of each subtask, in the task's order."),
    "created_at": .number().described("Seconds since 1970."),
    "lint?": Schema.array(.named("LintFinding")).orNull.described("What is odd about it."),
  ])

  /// One page of a list.
  static func page(of name: String, _ schema: String) -> Schema {
    .object([name: .array(.named(schema)), "next_page_token": .string.orNull])
  }

  static let episode = Schema.object([
    "id": .string, "job": .string, "scene": .integer(0), "motion": .integer(0), "task": .string,
    "demonstrations": .array(.string), "steps": .integer(0), "blob": .string,
    "bytes": .integer(0), "state_hash": .string, "any_frame_success": .boolean,
    "metrics": .map(.number()), "traits?": episodeTraits, "created_at": .number(),
    "recipe?": Schema(["type": "object"]).described("All that is needed to make it again."),
  ])

  /// What episodes are chosen by, beside their numbers.
  private static let episodeTraits = Schema.object([
    "layout?": .string, "style?": .string, "split?": .string, "language": .string,
    "cell?": Schema.string.described("The coverage cell in which its objects stood at reset."),
    "identities": Schema.map(.string).described(
      "What must not be on two sides of a split: scene, layout, object, texture."),
  ])

  private static let rows = Schema.array(.array(.number()))

  static let states = Schema.object([
    "id": .string, "bodies": .array(.string), "control_frequency": .number(0),
    "steps": .integer(0),
    "states": rows.described(
      "T + 1 rows; per body position, quaternion (w, x, y, z), velocity, angular velocity."),
    "actions": rows.described("T rows of 7, normalized."),
    "target_poses": rows.described("T rows: position, quaternion (w, x, y, z)."),
    "joint_positions": rows, "gripper_positions": rows,
    "signals": .map(.array(.boolean)), "subtasks": .array(.integer(0)),
    "goal_reached": .array(.boolean),
  ])

  /// One event of a stream, as WHATWG HTML takes it apart.
  static let jobEvent = Schema.object([
    "id?": .string, "event?": .choice(["job"]),
    "data": Schema.string.described("The whole job as JSON, as GET gives it."),
  ])

  static let verification = Schema.object([
    "matches": Schema.boolean.described("The recipe, run again, gives the same bits."),
    "replay_matches": Schema.boolean.described("The recorded actions give the recorded states."),
    "detail?": .string.orNull,
  ])
}
