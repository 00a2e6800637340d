import Catalog
import Demonstrations
import Episodes
import Farm

extension SchemaLibrary {
  private static let count = Schema.integer(1, UInt64(Mill.mostAttempts))

  static let goal = Schema.object(
    [
      "successes": count.described("The job ends as soon as so many are counted."),
      "max_attempts?": count.described("Scenes times motions when not said."),
    ], isClosed: true
  ).described("MimicGen's generation_guarantee; without it every attempt is made.")

  static let limits = Schema.object(
    [
      "wall_seconds?": .number(0, 1e9), "cpu_seconds?": .number(0, 1e9), "max_attempts?": count,
    ], isClosed: true
  ).described("The job ends, and keeps what it has, at the first cap that it reaches.")

  static let stopBelow = Schema.object(
    [
      "success_rate": .number(0, 1),
      "after?": count.described("100 attempts when not said."),
    ], isClosed: true
  ).described("The job fails when the 95 % interval of its success rate lies below this one.")

  static let attempt = Schema.object([
    "seed": .integer(0, UInt64.max), "scene": .integer(0), "motion": .integer(0),
    "outcome": .choice(["succeeded", "failed"]),
    "reason": Schema.string.orNull.described("Nothing for a success."),
    "subtask": .string.orNull, "demonstration": .string.orNull,
    "screened": Schema.boolean.described("Given up before any physics."),
    "any_frame_success": .boolean, "steps": .integer(0), "cpu_seconds": .number(0),
    "detail": .string.orNull, "created_at": .number(),
  ])

  private static let totals = Schema.object([
    "attempts": .integer(0), "successes": .integer(0), "screened": .integer(0),
    "success_rate?": .number(0, 1).orNull,
    "success_rate_95?": Schema.array(.number(0, 1), 2...2).orNull,
    "simulated_success_rate?": .number(0, 1).orNull, "failures": .map(.integer(0)),
    "cpu_seconds": .number(0),
  ])

  static let report = Schema.object([
    "job": .string, "totals": totals,
    "subtasks": .array(
      .object([
        "name": .string, "entered": .integer(0), "passed": .integer(0),
        "failures": .map(.integer(1)),
      ])),
    "elsewhere": .map(.integer(1)).described("Failures that belong to no subtask."),
    "demonstrations": .array(
      .object([
        "id": .string, "attempts": .integer(0), "successes": .integer(0),
        "success_rate?": .number(0, 1).orNull,
        "failures": .array(
          .object(["reason": .string, "subtask?": .string.orNull, "count": .integer(1)])),
      ])),
    "effective_sources": .number(0).described(
      "How many equally used demonstrations the successes are worth."),
  ])

  static let lintFinding = Schema.object([
    "code": .choice(LintFinding.Code.allCases.map(\.rawValue)),
    "severity": .choice(LintFinding.Severity.allCases.map(\.rawValue)),
    "demonstration": .string, "subtask?": .string.orNull,
    "frames": .array(.integer(0), 2...2), "message": .string,
  ])
}
