import ArgumentParser
import Catalog

/// When `multiply` ends before every motion of every scene was tried.
struct MultiplyEnds: ParsableArguments {
  @Option(
    help: """
      End as soon as this many are kept (MimicGen's generation_guarantee). Scenes times motions are \
      then what there is to draw from, one motion of every scene after the other.
      """)
  var successes: Int?

  @Option(help: "End after this many attempts.")
  var maxAttempts: Int?

  @Option(help: "End after this many seconds.")
  var wallSeconds: Double?

  @Option(help: "End after this many CPU seconds of workers in attempts.")
  var cpuSeconds: Double?

  @Option(help: "Fail when the rate of success is surely (95 %) below this one, 0 to 1.")
  var stopBelow: Double?

  @Option(help: "Attempts to judge that rate by, at least.")
  var stopAfter = JobStopBelow.usualAfter

  @Flag(help: "Spread the scenes evenly over the distribution.")
  var stratify = false

  /// Puts what was given into a job's specification.
  func apply(to spec: inout JobSpec) {
    if stratify { spec.scenes.stratify = true }
    spec.goal = successes.map { JobGoal(successes: $0, maxAttempts: maxAttempts) }
    let limits = JobLimits(
      wallSeconds: wallSeconds, cpuSeconds: cpuSeconds,
      maxAttempts: successes == nil ? maxAttempts : nil)
    spec.limits = limits.isEmpty ? nil : limits
    spec.stopBelow = stopBelow.map { JobStopBelow(successRate: $0, after: stopAfter) }
  }

  func validate() throws {
    for (flag, count) in [
      ("successes", successes), ("max-attempts", maxAttempts), ("stop-after", stopAfter),
    ] {
      guard let count, count < 1 else { continue }
      throw ValidationError("--\(flag) must be at least 1.")
    }
    for (flag, seconds) in [("wall-seconds", wallSeconds), ("cpu-seconds", cpuSeconds)] {
      guard let seconds, !(seconds > 0) else { continue }
      throw ValidationError("--\(flag) must be above 0.")
    }
    if let stopBelow, !(stopBelow > 0 && stopBelow <= 1) {
      throw ValidationError("--stop-below must be above 0 and at most 1.")
    }
  }
}
