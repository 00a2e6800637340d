import Catalog
import Testing

/// Every verb in every state that a job can be in.
@Suite struct JobStateMachineTests {
  enum Verb: String, CaseIterable { case pause, resume, cancel, retry, change }

  /// What each verb makes of each state; nil where it is refused.
  ///
  /// A job that was begun is `running`, `paused` was begun before, `waiting` is paused without having
  /// been begun.
  private static let table: [String: [Verb: JobState?]] = [
    "queued": [
      .pause: .paused, .resume: .queued, .cancel: .cancelled, .retry: nil, .change: .queued,
    ],
    "running": [
      .pause: .paused, .resume: .running, .cancel: .cancelled, .retry: nil, .change: .running,
    ],
    "paused": [
      .pause: .paused, .resume: .running, .cancel: .cancelled, .retry: nil, .change: .paused,
    ],
    "waiting": [
      .pause: .paused, .resume: .queued, .cancel: .cancelled, .retry: nil, .change: .paused,
    ],
    "succeeded": [.pause: nil, .resume: nil, .cancel: nil, .retry: nil, .change: nil],
    "failed": [.pause: nil, .resume: nil, .cancel: nil, .retry: .queued, .change: nil],
    "cancelled": [
      .pause: nil, .resume: nil, .cancel: .cancelled, .retry: .queued, .change: nil,
    ],
  ]

  /// A job brought into a state by what really brings jobs there.
  private func job(in state: String, _ bench: Bench) async throws -> JobRecord {
    let job = try await bench.job(scenes: 2, motions: 1, batch: 1)
    switch state {
    case "running", "paused":
      _ = try await bench.claim()
      if state == "paused" { _ = try await bench.catalog.steerJob(job.id, to: .paused) }
    case "waiting": _ = try await bench.catalog.steerJob(job.id, to: .paused)
    case "succeeded":
      while let claim = try await bench.claim().first { _ = try await bench.complete(claim) }
    case "failed":
      let claim = try #require(try await bench.claim().first)
      _ = try await bench.queue.fail(claim.ticket, cause: .refused(reason: "cannot"))
    case "cancelled": _ = try await bench.catalog.steerJob(job.id, to: .cancelled)
    default: break
    }
    return try await bench.state(job)
  }

  private func apply(_ verb: Verb, _ id: String, _ bench: Bench) async throws -> JobRecord {
    switch verb {
    case .pause: try await bench.catalog.steerJob(id, to: .paused)
    case .resume: try await bench.catalog.steerJob(id, to: .queued)
    case .cancel: try await bench.catalog.steerJob(id, to: .cancelled)
    case .retry: try await bench.catalog.retryJob(id)
    case .change: try await bench.catalog.changeJob(id, JobChange(priority: 3)) { _ in 1 }
    }
  }

  @Test(arguments: table.keys.sorted(), Verb.allCases)
  func follows(state: String, verb: Verb) async throws {
    let bench = try await Bench()
    let before = try await job(in: state, bench)
    let expected = try #require(Self.table[state]?[verb])
    if let expected {
      let after = try await apply(verb, before.id, bench)
      #expect(after.state == expected && after.done == expected.isFinal)
      // what changed is told to those who follow it, what did not is not
      let isChanged = after.state != before.state || verb == .change
      #expect(after.revision == before.revision + (isChanged ? 1 : 0))
    } else {
      let error = await #expect(throws: CatalogError.self) {
        try await apply(verb, before.id, bench)
      }
      guard case .conflict? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try await bench.state(before) == before)
    }
    #expect(try await bench.catalog.check() == "ok")
  }
}
