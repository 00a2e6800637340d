import Foundation
import Subprocess
import Synchronization

/// The server's end of a worker's pipes, with a deadline after which the worker is killed.
final class WorkerLink: Sendable {
  private struct State {
    var deadline: WorkerDeadline?
    var timedOut = false
    var killed = false
  }

  private let writer: StandardInputWriter
  private let reports: ReportReader
  private let process: Int32
  private let killProcess: @Sendable () -> Void
  private let state = Mutex(State())

  init(
    writer: StandardInputWriter, output: SubprocessOutputSequence, process: Int32,
    kill: @escaping @Sendable () -> Void
  ) {
    self.writer = writer
    reports = ReportReader(output)
    self.process = process
    killProcess = kill
  }

  /// Whether the worker was killed for taking too long.
  var timedOut: Bool { state.withLock { $0.timedOut } }

  /// Sends an order; false when the worker is gone.
  func send(_ order: WorkerOrder) async -> Bool {
    guard let content = try? JSONEncoder().encode(order) else { return false }
    return (try? await writer.write([UInt8](FrameBuffer.frame(content)))) != nil
  }

  /// The next report, waited for at most so long, or nil when the worker is gone or speaks nonsense.
  ///
  /// Time in which the worker waits for a core is not counted, up to a bound (`WorkerDeadline`).
  func receive(within duration: Duration) async -> WorkerReport? {
    allow(duration)
    defer { state.withLock { $0.deadline = nil } }
    return await reports.next()
  }

  /// Gives the worker so much time from now; `countsWaits` where those for a core count, too.
  func allow(_ duration: Duration, countsWaits: Bool = false) {
    let deadline = WorkerDeadline(duration, from: .now, countsWaits: countsWaits)
    state.withLock { $0.deadline = deadline }
  }

  /// Ends the worker at once.
  func kill() {
    state.withLock { $0.killed = true }
    killProcess()
  }

  /// Tells the worker that no more orders come.
  func close() async { try? await writer.finish() }

  /// Kills the worker when its time is over; runs until cancelled.
  func watch() async {
    // how long it had waited when it was last looked at, since there is a deadline
    var before: Duration?
    while (try? await Task.sleep(for: .milliseconds(100))) != nil {
      guard state.withLock({ $0.deadline != nil && !$0.killed }) else {
        before = nil
        continue
      }
      let waited = RunDelay.of(process)
      let wait = waited.flatMap { now in before.map { now - $0 } }
      let late = state.withLock { state in
        if let wait { state.deadline?.forgive(wait) }
        guard let deadline = state.deadline, deadline.isOver(at: .now), !state.killed else {
          return false
        }
        state.timedOut = true
        state.killed = true
        return true
      }
      before = waited
      if late { killProcess() }
    }
  }
}

/// Reads reports off a worker's output.
private actor ReportReader {
  private let output: SubprocessOutputSequence
  private var iterator: SubprocessOutputSequence.Iterator?
  private var buffer = FrameBuffer()

  init(_ output: SubprocessOutputSequence) { self.output = output }

  func next() async -> WorkerReport? {
    while true {
      do {
        if let frame = try buffer.next() {
          return try? JSONDecoder().decode(WorkerReport.self, from: frame)
        }
        var reading = iterator ?? output.makeAsyncIterator()
        iterator = nil
        let piece = try await reading.next()
        iterator = reading
        guard let piece else { return nil }
        piece.withUnsafeBytes { buffer.append($0) }
      } catch { return nil }
    }
  }
}
