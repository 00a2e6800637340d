import Synchronization

/// Worker processes that read untrusted files, each file in a fork of its own; kept for a while after
/// a file, since the next one often follows.
final class ReaderFleet: Sendable {
  /// How long a process waits for its next file.
  static let patience = Duration.seconds(3)

  private let launcher: WorkerLauncher
  private let gate: Gate
  /// Those without work, the last used at the end.
  private let resting = Mutex<[Reader]>([])

  init(launcher: WorkerLauncher, gate: Gate) {
    self.launcher = launcher
    self.gate = gate
  }

  deinit { resting.withLock { $0 }.forEach { $0.dismiss() } }

  /// Has a file read; a process that takes longer than `deadline`, in seconds, is killed.
  ///
  /// - Throws: `SideProcess.Failure` when there is no report about the file.
  func read(
    _ order: IngestOrder, deadline: Double
  ) async throws(SideProcess.Failure) -> WorkerReport {
    let result = await gate.pass { () -> Result<WorkerReport, SideProcess.Failure> in
      // one that rested may have been ended by somebody meanwhile; a fresh one has no excuse
      while let reader = resting.withLock({ $0.popLast() }) {
        let result = await reader.read(order, deadline: deadline)
        if case .failure(.ended(let ending)) = result, !ending.isCrash { continue }
        return settle(reader, result)
      }
      let reader = Reader(launcher)
      return settle(reader, await reader.read(order, deadline: deadline))
    }
    switch try result.get() {
    case .refused(let refusal), .troubled(let refusal): throw .refused(refusal.reason)
    case let report: return report
    }
  }

  /// Sends all that rest home.
  func rest() async {
    let readers = resting.withLock { readers in
      defer { readers = [] }
      return readers
    }
    readers.forEach { $0.dismiss() }
    for reader in readers { await reader.end() }
  }

  /// Lets a reader that is still there wait for the next file.
  private func settle(
    _ reader: Reader, _ result: Result<WorkerReport, SideProcess.Failure>
  ) -> Result<WorkerReport, SideProcess.Failure> {
    guard case .success = result else { return result }
    resting.withLock { $0.append(reader) }
    // what it will have read by then is no sign of rest
    let files = reader.files
    Task { [weak self] in
      try? await Task.sleep(for: Self.patience)
      self?.expire(reader, files: files)
    }
    return result
  }

  /// Dismisses a reader that has rested since it had read so many files.
  private func expire(_ reader: Reader, files: Int) {
    let isResting = resting.withLock { readers in
      guard reader.files == files, let place = readers.firstIndex(where: { $0 === reader })
      else { return false }
      readers.remove(at: place)
      return true
    }
    if isResting { reader.dismiss() }
  }
}

/// One process, from its first file to its end.
private final class Reader: Sendable {
  typealias Outcome = Result<WorkerReport, SideProcess.Failure>

  private struct Errand: Sendable {
    var order: IngestOrder
    var deadline: Double
  }

  private let errands: AsyncStream<Errand>.Continuation
  private let life: Task<Void, Never>
  private let desk = Desk()

  /// How many files it was given.
  var files: Int { desk.state.withLock { $0.files } }

  init(_ launcher: WorkerLauncher) {
    let (stream, errands) = AsyncStream.makeStream(of: Errand.self)
    self.errands = errands
    let desk = desk
    life = Task {
      var (hasStarted, ending) = await launcher.withWorker { link in
        guard case .ready = await link.receive(within: WorkerPool.startDeadline) else {
          return false
        }
        for await errand in stream {
          guard await link.send(.ingest(errand.order)),
            let report = await link.receive(within: .seconds(errand.deadline))
          else { break }
          desk.answer(.success(report))
        }
        return true
      }
      errands.finish()
      // no file is to blame for that
      if hasStarted == false { ending.kind = .didNotStart("\(ending.kind)") }
      desk.end(ending)
    }
  }

  /// Reads one file; only one at a time.
  func read(_ order: IngestOrder, deadline: Double) async -> Outcome {
    await withCheckedContinuation { continuation in
      guard desk.open(continuation) else { return }
      errands.yield(Errand(order: order, deadline: deadline))
    }
  }

  /// Lets it go; does not wait.
  func dismiss() { errands.finish() }

  /// Lets it go and waits until it is gone.
  func end() async {
    dismiss()
    await life.value
  }

  /// Who waits for a report, and how it all ended.
  private final class Desk: Sendable {
    struct State {
      var files = 0
      var waiter: CheckedContinuation<Outcome, Never>?
      var ending: WorkerEnding?
    }

    let state = Mutex(State())

    /// Takes somebody who waits; answers at once when the process is gone.
    func open(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
      let ending = state.withLock { state in
        state.files += 1
        if state.ending == nil { state.waiter = continuation }
        return state.ending
      }
      guard let ending else { return true }
      continuation.resume(returning: .failure(.ended(ending)))
      return false
    }

    func answer(_ outcome: Outcome) {
      state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }?.resume(returning: outcome)
    }

    func end(_ ending: WorkerEnding) {
      state.withLock { $0.ending = ending }
      answer(.failure(.ended(ending)))
    }
  }
}
