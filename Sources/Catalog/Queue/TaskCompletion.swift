/// A task done: one result for each of its motions.
public struct TaskCompletion: Sendable, Hashable {
  public var ticket: TaskTicket
  public var results: [AttemptResult]

  public init(ticket: TaskTicket, results: [AttemptResult]) {
    self.ticket = ticket
    self.results = results
  }
}

/// What became of a completion.
public enum CompletionAnswer: Sendable, Hashable {
  /// Its results are counted, or kept until it is their turn.
  case counted
  /// As before, and with that its job is over early: every other ticket of it is stale.
  case ended
  /// The ticket was stale; nothing changed.
  case stale
  /// The results are not exactly those asked for; nothing changed, and the ticket still holds.
  case invalid(reason: String)
}
