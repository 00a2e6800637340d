import Catalog

/// A job's changes from a revision on, each event a whole snapshot.
///
/// Ends after the event that shows the job done, or when the job is not there. Changes that come faster than `JobEvents.pace` are shown together.
public struct JobEvents: AsyncSequence, Sendable {
  public typealias Element = JobEvent
  public typealias Failure = any Error

  /// The least time between two events.
  public static let pace = Duration.milliseconds(200)

  let mill: Mill
  let job: String
  let after: Int

  public struct Iterator: AsyncIteratorProtocol {
    let mill: Mill
    let job: String
    var seen: Int
    var done = false
    var first = true

    /// The next event; throws `CancellationError` or `CatalogError`.
    public mutating func next() async throws -> JobEvent? {
      if done { return nil }
      if !first { try await Task.sleep(for: JobEvents.pace) }
      first = false
      while true {
        try Task.checkCancellation()
        guard let record = try await record() else { return nil }
        done = record.done
        if record.revision > seen {
          seen = record.revision
          return JobEvent(id: record.revision, job: record)
        }
        if done { return nil }
        await mill.changes.wait(atMost: .seconds(1))
      }
    }

    /// The job; a read that fails because nobody listens any more is a cancellation.
    private func record() async throws -> JobRecord? {
      do { return try await mill.job(job) } catch {
        try Task.checkCancellation()
        throw error
      }
    }
  }

  public func makeAsyncIterator() -> Iterator { Iterator(mill: mill, job: job, seen: after) }
}
