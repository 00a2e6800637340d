import Farm

extension SchemaLibrary {
  static let sessionRequest = Schema.object(
    [
      "task": .text, "distribution?": .text, "seed?": .integer(0, .max),
      "scene?": .integer(0, UInt64(Int32.max)), "motion?": motion,
      "demonstration?": Schema.text.described(
        "The demonstration whose object shapes, table and robot base count, as in a job of it."),
    ], isClosed: true)

  static let sessionReset = Schema.object(
    [
      "seed?": .integer(0, .max), "scene?": .integer(0, UInt64(Int32.max)), "motion?": motion,
    ], isClosed: true)

  private static let motion = Schema.integer(0, UInt64(Int32.max)).described(
    "The arm starts where this motion of a job of the seed starts in the scene; at first 0.")

  static let sessionSteps = Schema.object(
    [
      "actions": Schema.array(
        .array(
          .number(-Mill.largestAction, Mill.largestAction), 7...10), 1...1000
      ).described(
        "Carried out one after the other; numbers beyond [-1, 1] are clipped, which moments tell.")
    ], isClosed: true)

  static let session = Schema.object([
    "id": .string, "task": .string, "distribution": .string, "seed": .integer(0),
    "scene": .integer(0), "motion": .integer(0), "action_width": .integer(7, 10),
    "opened_at": .number(), "used_at": .number(),
  ])

  static let sessionMoment = Schema.object([
    "observation": Schema.map(.array(.number())).described(
      "By the keys and in the units of a dataset's obs."),
    "reward": Schema.number(0, 1).described("1 while the goal holds."),
    "goal_reached": .boolean,
    "any_frame_success": Schema.boolean.described("The goal held at some step."),
    "success": Schema.boolean.described(
      "The goal held for the task's dwell, everything at rest and let go."),
    "steps": .integer(0), "instruction": .string,
    "clipped": Schema.boolean.described(
      "A number of the action was beyond [-1, 1] and was clipped, as robosuite does."),
    "broken?": Schema.string.described("Why it cannot go on without a reset."),
  ])
}
