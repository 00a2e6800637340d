import Catalog
import Episodes
import Foundation
import Scenes

/// What a benchmark found.
struct BenchReport {
  var task: String
  var distribution: String
  var subtasks: [String] = []
  var attempts = 0
  var kept = 0
  /// By scene: motions of one scene are alike, which the interval has to know.
  var scenes: [(successes: Int, trials: Int)] = []
  /// By reason and subtask, as `reason in subtask`.
  var failures: [String: Int] = [:]
  /// What failures say for people, with numbers left out so that equal ones add up.
  var details: [String: Int] = [:]
  /// Attempts given up before any physics.
  var screened = 0
  /// Kept episodes by the demonstration that they began with.
  var successesBySource: [Int] = []
  var coverage: ResetCoverage?
  var sources: CoverageBalance?
  /// Attempts that reached the goal at some step but are not kept.
  var onlyAnyFrame = 0
  var steps = 0
  /// CPU seconds of the timed pass, and within it of the attempts.
  var cpuSeconds = 0.0
  var attemptSeconds = 0.0
  var fallbacks = 0
  var bytes = 0
  var resetMilliseconds = 0.0
  var odeShare = 0.0
  var stabilitySeconds = 0.0
  /// Kept episodes that no longer succeed after some more seconds; nil when not looked at.
  var unstable: Int?
  /// Kept episodes that came again bit for bit, both ways; nil when not looked at.
  var verified: Int?
  /// Pictures taken, the CPU seconds that they took, and what was asked for; nil for none.
  var pictures: (frames: Int, cpuSeconds: Double, options: CameraOptions)?
  /// Kept demonstrations with two 84x84 cameras that the peer makes in a core-hour (44.2 CPU s an
  /// attempt; see README).
  private static let peerWithPictures = 76.0

  init(task: String, distribution: String) {
    self.task = task
    self.distribution = distribution
  }

  mutating func add(_ outcome: AttemptOutcome) {
    attempts += 1
    while scenes.count <= outcome.scene { scenes.append((0, 0)) }
    scenes[outcome.scene].trials += 1
    if outcome.succeeded { scenes[outcome.scene].successes += 1 }
    steps += outcome.steps
    attemptSeconds += outcome.cpuSeconds
    fallbacks += Int(outcome.metrics["solver_fallbacks"] ?? 0)
    if outcome.screened { screened += 1 }
    guard let failure = outcome.failure else {
      kept += 1
      while successesBySource.count <= outcome.demonstration { successesBySource.append(0) }
      successesBySource[outcome.demonstration] += 1
      return
    }
    if outcome.anyFrameSuccess { onlyAnyFrame += 1 }
    let subtask = outcome.subtask.flatMap { subtasks.indices.contains($0) ? subtasks[$0] : nil }
    failures["\(failure.rawValue) in \(subtask ?? "reset")", default: 0] += 1
    if let detail = outcome.detail {
      let words = detail.split(separator: " ").map { Double($0) == nil ? $0 : "#" }
      details[words.joined(separator: " "), default: 0] += 1
    }
  }

  /// The 95 % interval of the success rate.
  var interval: (low: Double, high: Double) { WilsonInterval.bounds(groups: scenes) ?? (0, 1) }
  var successRate: Double { attempts > 0 ? Double(kept) / Double(attempts) : 0 }
  var keptPerCoreHour: Double { cpuSeconds > 0 ? Double(kept) / cpuSeconds * 3600 : 0 }
  var stepsPerSecond: Double { attemptSeconds > 0 ? Double(steps) / attemptSeconds : 0 }

  /// Whether every kept episode is what it is said to be.
  var isTrustworthy: Bool { (unstable ?? 0) == 0 && (verified ?? kept) == kept }

  /// A table for people.
  var text: String {
    func percent(_ value: Double) -> String { String(format: "%.1f %%", value * 100) }
    var rows: [(String, String)] = [
      ("task", "\(task) \(distribution)"),
      ("attempts", "\(attempts)"),
      (
        "kept",
        "\(kept) = \(percent(successRate)) [\(percent(interval.low)), \(percent(interval.high))]"
      ),
    ]
    for (reason, count) in failures.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      rows.append(("  \(reason)", "\(count)"))
    }
    for (detail, count) in details.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(5)
    {
      rows.append(("  of which", "\(count) \(detail)"))
    }
    rows += [
      ("reached the goal, not kept", "\(onlyAnyFrame)"),
      ("kept per core-hour", String(format: "%.0f", keptPerCoreHour)),
      ("control steps per CPU second", String(format: "%.0f", stepsPerSecond)),
      ("CPU per attempt", String(format: "%.2f ms", cpuSeconds / Double(max(1, attempts)) * 1000)),
      ("mean steps", String(format: "%.1f", Double(steps) / Double(max(1, attempts)))),
      ("reset", String(format: "%.3f ms", resetMilliseconds)),
      ("share of CPU inside ODE", percent(odeShare)),
      ("solver fallbacks", "\(fallbacks)"),
      ("dataset", "\(bytes / max(1, kept)) bytes an episode"),
    ]
    if let pictures {
      let size = "\(pictures.options.width)x\(pictures.options.height)"
      rows += [
        ("cameras", "\(pictures.options.names.joined(separator: ", ")), \(size)"),
        (
          "pictures per CPU second",
          String(format: "%.0f", Double(pictures.frames) / max(1e-9, pictures.cpuSeconds))
        ),
        (
          "kept per core-hour, over the peer's with pictures",
          String(format: "%.0f times 76", keptPerCoreHour / Self.peerWithPictures)
        ),
      ]
    }
    if screened > 0 { rows.append(("given up before physics", "\(screened)")) }
    if let coverage, let share = coverage.total.share {
      rows.append(
        ("reset cells with a success", "\(percent(share)) of \(coverage.total.reachable) in reach"))
    }
    if let sources {
      rows.append(
        (
          "effective number of sources",
          String(
            format: "%.1f, the most used %.2f times its fair share", sources.effectiveSources,
            sources.largestOverFair)
        ))
    }
    if let unstable {
      rows.append(("no longer succeed after \(stabilitySeconds) s", "\(unstable) of \(kept)"))
    }
    if let verified { rows.append(("verified bit for bit", "\(verified) of \(kept)")) }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "\($0.0.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.1)" }
      .joined(separator: "\n")
  }

  /// One JSON object, keys sorted.
  func json() throws -> String {
    var object: [String: Any] = [
      "task": task, "distribution": distribution, "attempts": attempts, "kept": kept,
      "success_rate": successRate, "success_rate_95": [interval.low, interval.high],
      "failures": failures, "details": details, "any_frame_only": onlyAnyFrame,
      "kept_per_core_hour": keptPerCoreHour, "control_steps_per_cpu_second": stepsPerSecond,
      "cpu_seconds": cpuSeconds, "mean_steps": Double(steps) / Double(max(1, attempts)),
      "reset_ms": resetMilliseconds, "ode_share": odeShare, "solver_fallbacks": fallbacks,
      "dataset_bytes": bytes,
    ]
    object["screened"] = screened
    if let share = coverage?.total.share { object["coverage"] = share }
    if let sources {
      object["effective_sources"] = sources.effectiveSources
      object["largest_source_over_fair"] = sources.largestOverFair
    }
    if let pictures {
      object["pictures"] = pictures.frames
      object["pictures_per_cpu_second"] =
        Double(pictures.frames) / max(1e-9, pictures.cpuSeconds)
      object["cameras"] = pictures.options.names
    }
    if let unstable { object["unstable"] = unstable }
    if let verified { object["verified"] = verified }
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
