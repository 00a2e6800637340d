import Episodes
import GRDB

/// Which attempts of a job are asked for; what is nil lets all through.
public struct AttemptFilter: Sendable, Hashable {
  /// What came of an attempt.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case succeeded
    case failed
    /// Failed, before any physics.
    case screened
  }

  public var outcome: Outcome?
  public var reason: FailureReason?
  /// Index of the subtask in which it failed.
  public var subtask: Int?
  /// Index of the job's demonstration in use when it ended.
  public var demonstration: Int?

  public init(
    outcome: Outcome? = nil, reason: FailureReason? = nil, subtask: Int? = nil,
    demonstration: Int? = nil
  ) {
    self.outcome = outcome
    self.reason = reason
    self.subtask = subtask
    self.demonstration = demonstration
  }

  /// Tells lists of different filters apart.
  var name: String {
    let parts = [
      outcome?.rawValue, reason?.rawValue, subtask.map(String.init),
      demonstration.map(String.init),
    ]
    return parts.map { $0 ?? "" }.joined(separator: "/")
  }

  /// An SQL condition on the table of attempts.
  var condition: String {
    var conditions = ["TRUE"]
    switch outcome {
    case .succeeded: conditions.append("failure IS NULL")
    case .failed: conditions.append("failure IS NOT NULL")
    case .screened: conditions.append("screened")
    case nil: break
    }
    if reason != nil { conditions.append("failure = ?") }
    if subtask != nil { conditions.append("subtask = ?") }
    if demonstration != nil { conditions.append("demonstration = ?") }
    return conditions.joined(separator: " AND ")
  }

  /// The values of the condition's question marks.
  var arguments: [any DatabaseValueConvertible] {
    var values: [any DatabaseValueConvertible] = []
    if let reason { values.append(reason.rawValue) }
    if let subtask { values.append(subtask) }
    if let demonstration { values.append(demonstration) }
    return values
  }
}
