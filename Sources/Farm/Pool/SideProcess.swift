import Synchronization

/// A fresh worker process for one order beside the pool: a verification, an export, a scene.
struct SideProcess: Sendable {
  let launcher: WorkerLauncher
  let gate: Gate

  /// Why there is no answer.
  enum Failure: Error, Sendable {
    /// The worker's last word.
    case refused(String)
    /// The worker is gone without a word.
    case ended(WorkerEnding)
  }

  /// Sends one order and returns the last report.
  ///
  /// `deadline` is the most seconds between two reports; `progress` is called with the share that is
  /// done.
  func run(
    _ order: WorkerOrder, deadline: Double,
    progress: @escaping @Sendable (Double) async -> Void = { _ in }
  ) async throws(Failure) -> WorkerReport {
    let (report, ending) = await gate.pass {
      await launcher.withWorker { link in
        await Self.ask(link, order, deadline: deadline, progress: progress)
      }
    }
    switch report {
    case .some(.some(.refused(let refusal))), .some(.some(.troubled(let refusal))):
      throw .refused(refusal.reason)
    case .some(.some(let report)): return report
    default: throw .ended(ending)
    }
  }

  private static func ask(
    _ link: WorkerLink, _ order: WorkerOrder, deadline: Double,
    progress: @Sendable (Double) async -> Void
  ) async -> WorkerReport? {
    guard case .ready = await link.receive(within: WorkerPool.startDeadline),
      await link.send(order)
    else { return nil }
    while let report = await link.receive(within: .seconds(deadline)) {
      guard case .progress(let done, let total) = report else { return report }
      await progress(Double(done) / Double(max(1, total)))
    }
    return nil
  }
}
