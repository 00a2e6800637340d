import Catalog

/// A job as it was at one revision.
public struct JobEvent: Sendable, Hashable {
  /// The job's revision: rises within a job, and survives restarts of the server.
  public var id: Int
  public var job: JobRecord
}
