extension SchemaLibrary {
  private static let interval = Schema.array(.number(0), 2...2)

  /// What a dry run of a job says.
  static let jobForecast = Schema.object([
    "spec": .named("JobRequest"), "scenes": .integer(1), "motions": .integer(1),
    "pool": Schema.integer(1).described("Scenes times motions."),
    "attempts": Schema.integer(1).described("The most that are made."),
    "tasks": Schema.integer(1).described("That the queue would hand out."),
    "motions_per_task": .integer(1), "workers": .integer(1),
    "estimate?": Schema(["anyOf": [estimate.json, ["type": "null"]]]).described(
      "Nothing when there is nothing to rest on."),
    "note": Schema.string.described("What the estimate rests on, in words."),
  ])

  private static let estimate = Schema.object([
    "jobs": .array(.string), "past_attempts": .integer(1), "past_successes": .integer(0),
    "success_rate": .number(0, 1), "success_rate_95": .array(.number(0, 1), 2...2),
    "attempts": .number(0), "attempts_95": interval, "successes": .number(0),
    "successes_95": interval, "cpu_seconds_per_attempt": .number(0), "cpu_seconds": .number(0),
    "cpu_seconds_95": interval, "wall_s": .number(0), "wall_s_95": interval,
  ])

  /// What may be changed in a job that is not done.
  static let jobChange = Schema.object(
    [
      "priority?": .integer(-1000, 1000),
      "limits?": .object(
        [
          "wall_seconds?": .number(0).orNull, "cpu_seconds?": .number(0).orNull,
          "max_attempts?": .integer(1, 1_000_000).orNull,
        ], isClosed: true),
    ], isClosed: true)
}
