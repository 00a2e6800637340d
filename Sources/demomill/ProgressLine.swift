import Catalog
import Foundation

/// A job's progress on standard error: one line that changes on a terminal, else a line now and then.
struct ProgressLine {
  private let isTerminal = isatty(2) == 1
  private let start = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  /// Time between two lines where there is no terminal.
  private static let pause = Duration.seconds(5)

  /// Shows how a job stands.
  mutating func show(_ job: JobRecord) {
    let now = ContinuousClock.now
    if isTerminal {
      write("\r\u{1B}[K" + bar(job) + text(job))
    } else if job.done || shown.map({ $0.duration(to: now) >= Self.pause }) ?? true {
      write(text(job) + "\n")
      shown = now
    }
  }

  /// Leaves the line.
  func end() { if isTerminal { write("\n") } }

  private func bar(_ job: JobRecord) -> String {
    let width = 24
    let share = Double(job.attempts) / max(1, Double(job.attempts) + job.expectedAttempts)
    let filled = min(width, Int(share * Double(width)))
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: width - filled) + "] "
  }

  private func text(_ job: JobRecord) -> String {
    var text = "\(job.attempts)/\(job.total) attempts, \(job.successes) kept"
    if let goal = job.spec.goal { text += " of \(goal.successes)" }
    if let rate = job.successRate { text += String(format: " (%.1f %%)", rate * 100) }
    let seconds = start.duration(to: .now) / .seconds(1)
    if seconds > 1, job.attempts > 0 {
      text += String(format: ", %.1f/s", Double(job.attempts) / seconds)
    }
    if let left = job.etaSeconds, !job.done {
      text += String(format: ", %d:%02d left", Int(left) / 60, Int(left) % 60)
    }
    return text
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
