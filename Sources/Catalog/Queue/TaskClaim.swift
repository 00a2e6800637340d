/// A task handed out: some motions of one scene of a job.
public struct TaskClaim: Sendable, Hashable {
  public var ticket: TaskTicket
  /// The job's id.
  public var job: String
  public var spec: JobSpec
  /// Content hashes of the job's demonstrations, in its order.
  public var demonstrations: [String]
  public var engineVersion: String
  public var taskVersion: String
  public var scene: Int
  /// The motions to attempt, ascending; empty when all of them are skipped.
  public var motions: [Int]
  /// Motions of the batch that killed workers and will be counted as crashed.
  public var skipped: [Int]
  /// How often the batch was given back since it last came forward.
  public var tries: Int
}
