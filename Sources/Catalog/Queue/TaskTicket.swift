/// The right to report on a task: its id and the number of the hand-out.
public struct TaskTicket: Sendable, Hashable, Codable {
  public var task: String
  public var attempt: Int

  public init(task: String, attempt: Int) {
    self.task = task
    self.attempt = attempt
  }
}
