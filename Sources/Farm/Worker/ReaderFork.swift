import CSandbox
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Work on a stranger's file in a process of its own: a fork of a worker with its libraries loaded.
///
/// It costs a millisecond where a new program costs hundreds, and its end is nobody else's.
enum ReaderFork {
  /// What became of it.
  enum Outcome {
    /// What it reported, one frame's content.
    case said(Data)
    /// It ended without a report.
    case died(String)
  }

  /// Runs `body` in a fork and waits for its end.
  ///
  /// - Throws: `WorkerRefusal` when there can be no other process.
  static func run(_ body: () -> WorkerReport) throws(WorkerRefusal) -> Outcome {
    var end: Int32 = -1
    let child = csandbox_fork(&end)
    guard child >= 0 else {
      throw WorkerRefusal("a reader cannot start: \(String(cString: strerror(-child)))")
    }
    if child == 0 { speak(body(), into: end) }
    defer { close(end) }

    // all that it says, and how it ends
    var said = Data()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var isTooLong = false
    while true {
      let count = piece.withUnsafeMutableBytes { read(end, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      said.append(contentsOf: piece[..<count])
      if said.count > FrameBuffer.longest {
        isTooLong = true
        kill(child, SIGKILL)
        break
      }
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    if status == 0, !isTooLong, !said.isEmpty { return .said(said) }
    return .died(words(status))
  }

  /// Writes the report and ends the process at once.
  private static func speak(_ report: WorkerReport, into end: Int32) -> Never {
    guard let content = try? JSONEncoder().encode(report) else { _exit(1) }
    let isWritten = content.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = write(end, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
      }
      return true
    }
    _exit(isWritten ? 0 : 1)
  }

  private static func words(_ status: Int32) -> String {
    let signal = status & 0x7F
    return signal == 0
      ? "the reader exited with code \(status >> 8 & 0xFF)"
      : "the reader was ended by signal \(signal)"
  }
}
