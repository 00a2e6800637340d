import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A worker's end of the pipes: orders in, reports out; blocking.
public final class WorkerChannel {
  private let input: Int32
  private let output: Int32
  // a server's orders are trusted: one to export a million episodes names them all
  private var buffer = FrameBuffer(limit: 1 << 30)
  private var endsWithPeer = false

  /// Reads orders from and writes reports to file descriptors.
  public init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
  }

  /// Takes standard input and output for orders and reports.
  ///
  /// Whatever else writes to standard output from now on, ODE's messages for instance, goes to
  /// standard error and cannot corrupt a frame.
  public static func standard() -> WorkerChannel {
    let input = dup(0)
    let output = dup(1)
    let null = open("/dev/null", O_RDONLY)
    dup2(null, 0)
    close(null)
    dup2(2, 1)
    return WorkerChannel(input: input, output: output)
  }

  /// The next order, or nil when the other side is gone or speaks nonsense.
  public func read() -> WorkerOrder? {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      guard let frame = try? buffer.next() else {
        let count = piece.withUnsafeMutableBytes { Glibc.read(input, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return nil }
        buffer.append(piece[..<count])
        continue
      }
      return try? JSONDecoder().decode(WorkerOrder.self, from: frame)
    }
  }

  /// From now on the process ends as soon as the other side is gone, also amid an order, and leaves
  /// everything as it is.
  ///
  /// For work on files that the next server's workers go on with: two must not write to one.
  func endWithPeer() {
    guard !endsWithPeer else { return }
    endsWithPeer = true
    Thread.detachNewThread { [input] in
      var wish = pollfd(fd: input, events: 0, revents: 0)
      while poll(&wish, 1, -1) < 1 || wish.revents & Int16(POLLHUP | POLLERR) == 0 {}
      _exit(0)
    }
  }

  /// The other side is gone.
  public struct Closed: Error, Sendable {}

  /// Sends a report.
  ///
  /// - Throws: `Closed` when nobody reads it any more.
  public func write(_ report: WorkerReport) throws(Closed) {
    guard let content = try? JSONEncoder().encode(report) else { throw Closed() }
    try write(content)
  }

  /// Sends a report that is encoded already.
  ///
  /// - Throws: `Closed` when nobody reads it any more.
  func write(_ content: Data) throws(Closed) {
    let frame = [UInt8](FrameBuffer.frame(content))
    var sent = 0
    while sent < frame.count {
      let count = frame.withUnsafeBytes { bytes in
        Glibc.write(
          output, UnsafeRawBufferPointer(rebasing: bytes[sent...]).baseAddress, frame.count - sent)
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR {
        // not even what others clean up behind them
        if endsWithPeer { _exit(0) }
        throw Closed()
      }
    }
  }
}
