import Catalog

extension JobSpec {
  /// What is wrong with goal, limits and rule to stop, or nil when they can be met.
  var endProblem: SubmitError? {
    let attempts = 1...Mill.mostAttempts
    func problem(_ field: String, _ reason: String) -> SubmitError {
      SubmitError(field: field, reason: reason)
    }
    func outside(_ count: Int?, _ field: String) -> SubmitError? {
      guard let count, !attempts.contains(count) else { return nil }
      return problem(field, "must be 1 to \(attempts.upperBound)")
    }
    if let goal {
      if let wrong = outside(goal.successes, "goal.successes") { return wrong }
      if let wrong = outside(goal.maxAttempts, "goal.max_attempts") { return wrong }
    }
    if let limits {
      if let wrong = outside(limits.maxAttempts, "limits.max_attempts") { return wrong }
      for (name, seconds) in [
        ("wall_seconds", limits.wallSeconds), ("cpu_seconds", limits.cpuSeconds),
      ] {
        guard let seconds, !(seconds > 0 && seconds <= 1e9) else { continue }
        return problem("limits.\(name)", "must be above 0 and at most 1e9")
      }
    }
    if let goal, goal.successes > total {
      return problem("goal.successes", "must be at most the \(total) attempts there are")
    }
    if let rule = stopBelow {
      guard rule.successRate > 0, rule.successRate <= 1 else {
        return problem("stop_below.success_rate", "must be above 0 and at most 1")
      }
      if let wrong = outside(rule.after, "stop_below.after") { return wrong }
    }
    return nil
  }
}
