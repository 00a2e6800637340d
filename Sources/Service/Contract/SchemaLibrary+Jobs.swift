import Catalog
import Episodes
import Farm

extension SchemaLibrary {
  static let jobRequest = Schema.object(
    [
      "task": .text,
      "demonstrations": .array(.text, 1...JobRequest.maximumDemonstrations),
      "scenes": .object(
        [
          "count": .integer(1, UInt64(Mill.mostScenes)), "distribution?": .text,
          "stratify?": Schema.boolean.described(
            "Spread evenly over the reset ranges; not for tasks that are done in kitchens."),
          "kitchen?": kitchen,
        ], isClosed: true),
      "motions": motions,
      "seed?": .integer(0, UInt64.max),
      "priority?": .integer(-1000, 1000),
      "goal?": goal, "limits?": limits, "stop_below?": stopBelow,
      "randomization?": randomization,
      "cameras?": cameras.described("Pictures that datasets of the job hold."),
    ], isClosed: true)

  static let job = Schema.object([
    "id": .string,
    "state": .choice(["queued", "running", "paused", "succeeded", "failed", "cancelled"]),
    "done": .boolean, "spec": .named("JobRequest"), "engine_version": .string,
    "task_version": .string, "total": .integer(0), "attempts": .integer(0),
    "successes": .integer(0), "any_frame_successes": .integer(0),
    "success_rate": .number(0, 1).orNull,
    "success_rate_95": Schema.array(.number(0, 1), 2...2).orNull
      .described("Wilson's interval."),
    "screened": .integer(0).described("Failed attempts given up before any physics."),
    "simulated_success_rate": .number(0, 1).orNull
      .described("Successes per attempt that was not screened."),
    "failures": .map(.integer(0)).described("Failed attempts by reason."),
    "failures_by_subtask": .array(
      .object(["subtask?": .integer(0).orNull, "reason": .string, "count": .integer(1)])),
    "by_demonstration": .array(
      .object(["demonstration": .string, "attempts": .integer(0), "successes": .integer(0)])),
    "retries": .integer(0), "cpu_seconds": .number(0),
    "kept_per_core_hour": .number(0).orNull, "eta_s": .number(0).orNull,
    "waits_for": .string.orNull
      .described("What keeps it from going on just now, for instance a full disk."),
    "eta_s_95": Schema.array(.number(0), 2...2).orNull.described(
      "From the rates of attempts and of success so far."),
    "revision": .integer(1).described("The id of its latest event."),
    "created_at": .number(), "started_at": .number().orNull, "finished_at": .number().orNull,
    "stop_reason": Schema.choice(JobStopReason.allCases.map(\.rawValue)).orNull
      .described("What it ended at."),
    "error": .string.orNull,
  ])
}
