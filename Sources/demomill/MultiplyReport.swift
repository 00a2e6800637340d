import Catalog
import Demonstrations
import Foundation

/// Where a job's attempts were lost and what is odd about its demonstrations, as lines for a person.
struct MultiplyReport {
  var report: JobReport
  var lint: [LintFinding]

  /// Lines of sources and of findings that are shown, at most.
  static let longest = 10

  var lines: [String] { subtaskLines + sourceLines + lintLines }

  /// How many came to each subtask and past it.
  private var subtaskLines: [String] {
    let width = report.subtasks.map(\.name.count).max() ?? 0
    return Self.titled(
      "subtasks",
      report.subtasks.map { subtask in
        let name = subtask.name.padding(toLength: width, withPad: " ", startingAt: 0)
        let failures = Self.words(
          subtask.failures.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) })
        return "\(name)  \(subtask.passed) of \(subtask.entered) passed\(failures)"
      })
  }

  /// What came of each demonstration, in the job's order.
  private var sourceLines: [String] {
    var lines = report.demonstrations.prefix(Self.longest).map { source in
      let failures = Self.words(
        source.failures.map { failure in
          (failure.reason.rawValue + (failure.subtask.map { " in \($0)" } ?? ""), failure.count)
        })
      return "\(source.id)  \(source.successes) of \(source.attempts) kept\(failures)"
    }
    let more = report.demonstrations.count - lines.count
    if more > 0 { lines.append("and \(more) more") }
    lines.append(
      String(format: "worth %.1f demonstrations used alike", report.effectiveSources))
    return Self.titled("sources", lines)
  }

  /// What was found in the demonstrations.
  private var lintLines: [String] {
    var lines = lint.prefix(Self.longest).map { finding in
      let place = finding.subtask.map { " \($0)" } ?? ""
      let frames = "frames \(finding.frames.map(String.init).joined(separator: " to "))"
      return
        "\(finding.demonstration)\(place), \(frames): \(finding.message) (\(finding.code.rawValue))"
    }
    if lint.count > lines.count { lines.append("and \(lint.count - lines.count) more") }
    return Self.titled("lint", lines)
  }

  /// `; 12 dropped, 3 timeout`, or nothing.
  private static func words(_ counts: [(String, Int)]) -> String {
    counts.isEmpty ? "" : "; " + counts.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }

  /// Lines with a title before the first.
  private static func titled(_ title: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      (index == 0 ? title : "").padding(toLength: 11, withPad: " ", startingAt: 0) + line
    }
  }
}
