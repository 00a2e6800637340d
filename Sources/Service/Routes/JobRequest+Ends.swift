import Catalog
import Farm

extension JobRequest {
  /// When a job ends before its pool of attempts is used up.
  struct Ends {
    var goal: JobGoal?
    var limits: JobLimits?
    var stopBelow: JobStopBelow?
  }

  /// The attempts that a cap or a goal may name.
  private static let attempts = 1...Mill.mostAttempts

  /// Reads `goal`, `limits` and `stop_below`; types here, what they mean together in the mill.
  static func ends(_ reader: inout FieldReader) -> Ends {
    var ends = Ends()
    ends.goal = reader.object("goal", required: false) { reader in
      let successes = reader.integer("successes", in: attempts)
      let most = reader.integer("max_attempts", in: attempts, required: false)
      return successes.map { JobGoal(successes: $0, maxAttempts: most) }
    }
    ends.limits = reader.object("limits", required: false) { reader in
      JobLimits(
        wallSeconds: reader.number("wall_seconds", required: false),
        cpuSeconds: reader.number("cpu_seconds", required: false),
        maxAttempts: reader.integer("max_attempts", in: attempts, required: false))
    }
    ends.stopBelow = reader.object("stop_below", required: false) { reader in
      let rate = reader.number("success_rate")
      let after = reader.integer("after", in: attempts, required: false)
      return rate.map {
        JobStopBelow(successRate: $0, after: after ?? JobStopBelow.usualAfter)
      }
    }
    return ends
  }
}
