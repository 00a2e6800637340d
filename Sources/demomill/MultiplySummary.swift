import Catalog
import Demonstrations
import Foundation
import Tasks

/// What came of `demomill multiply`.
struct MultiplySummary: Encodable {
  var job: String
  var kept: Int
  var attempts: Int
  var successRate: Double?
  var successRate95: [Double]?
  /// Failed attempts that were given up before any physics.
  var screened: Int
  var simulatedSuccessRate: Double?
  var stopReason: JobStopReason?
  var failures: [String: Int]
  var failuresBySubtask: [JobFailureCount]
  /// CPU seconds of workers in attempts.
  var cpuSeconds: Double
  var keptPerCoreHour: Double
  var file: String
  var size: Int
  var sha256: String
  var train: Int
  var valid: Int
  /// Where attempts were lost.
  var report: JobReport
  /// What is odd about the demonstrations.
  var lint: [LintFinding]
  private var reasons: String

  enum CodingKeys: String, CodingKey {
    case job, kept, attempts
    case successRate = "success_rate"
    case successRate95 = "success_rate_95"
    case screened
    case simulatedSuccessRate = "simulated_success_rate"
    case stopReason = "stop_reason"
    case failures
    case failuresBySubtask = "failures_by_subtask"
    case cpuSeconds = "cpu_seconds"
    case keptPerCoreHour = "kept_per_core_hour"
    case file, size, sha256, train, valid, report, lint
  }

  init(
    job: JobRecord, task: TaskDescription?, report: JobReport, lint: [LintFinding], file: String,
    dataset: DatasetRecord
  ) {
    self.report = report
    self.lint = lint
    screened = job.screened
    simulatedSuccessRate = job.simulatedSuccessRate
    stopReason = job.stopReason
    self.job = job.id
    kept = job.successes
    attempts = job.attempts
    successRate = job.successRate
    successRate95 = job.successRate95
    failures = job.failures
    failuresBySubtask = job.failureCounts
    cpuSeconds = job.cpuSeconds
    keptPerCoreHour = job.cpuSeconds > 0 ? Double(job.successes) / job.cpuSeconds * 3600 : 0
    self.file = file
    size = dataset.manifest?.formatFiles.reduce(0) { $0 + $1.size } ?? 0
    sha256 = dataset.manifest.map(Self.hash) ?? ""
    train = dataset.manifest?.train ?? 0
    valid = dataset.manifest?.valid ?? 0
    reasons = Self.words(job, task: task)
  }

  /// The hash of the one file; of several, that of their lines as `sha256sum` prints them, sorted by path.
  private static func hash(_ manifest: DatasetManifest) -> String {
    let files = manifest.formatFiles
    if files.count == 1, let file = files.first { return file.sha256 }
    let lines = files.sorted { $0.path < $1.path }.map { "\($0.sha256)  \($0.path)\n" }
    return BlobStore.sha256(Data(lines.joined().utf8))
  }

  /// Failures in words: `12 missed_grasp in grasp, 3 dropped in place`, most first.
  static func words(_ job: JobRecord, task: TaskDescription?) -> String {
    let counts = job.failureCounts.sorted {
      ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue)
    }
    let words = counts.map { count in
      let names = task?.subtasks.map(\.name) ?? []
      let place = count.subtask.flatMap { names.indices.contains($0) ? names[$0] : nil }
      return "\(count.count) \(count.reason.rawValue)" + (place.map { " in \($0)" } ?? "")
    }
    return words.isEmpty ? "none" : words.joined(separator: ", ")
  }

  func json() throws -> String { try CanonicalJSON.text(self) }

  /// What it ended at and what was screened, where there is something to say.
  private var ending: String {
    var parts: [String] = []
    if let stopReason, stopReason != .allAttempts {
      parts.append("ended by \(stopReason.rawValue)")
    }
    if screened > 0 { parts.append("\(screened) screened before physics") }
    return parts.map { ", \($0)" }.joined()
  }

  /// The summary for a person.
  var text: String {
    let percent = (successRate ?? 0) * 100
    let bounds = (successRate95 ?? [0, 0]).map { $0 * 100 }
    let lost = MultiplyReport(report: report, lint: lint).lines.joined(separator: "\n")
    return """
      kept       \(kept) of \(attempts) attempts, \
      \(String(format: "%.1f %% (95 %%: %.1f to %.1f)", percent, bounds[0], bounds[1]))\(ending)
      failures   \(reasons)
      \(lost)
      speed      \(String(format: "%.0f kept per core-hour (%.1f CPU s)", keptPerCoreHour, cpuSeconds)), \
      pictures and export not counted
      dataset    \(file), \(String(format: "%.1f MB", Double(size) / 1e6)), \
      \(train) for training, \(valid) for validation
      """
  }
}
