import Foundation

/// How long processes have waited for a core.
enum RunDelay {
  /// The time for which a process' first thread could have run since it began, and had no core; nil where
  /// the kernel does not say, or the process is gone.
  ///
  /// Second number of `/proc/PID/schedstat` (sched-stats of the kernel's documentation), nanoseconds.
  static func of(_ process: Int32) -> Duration? {
    let path = "/proc/\(process)/schedstat"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let numbers = text.split { $0.isWhitespace }
    guard numbers.count >= 2, let nanoseconds = Int64(numbers[1]) else { return nil }
    return .nanoseconds(nanoseconds)
  }
}
