import Catalog
import Farm

/// What the errors of other modules are for a client.
enum ProblemTranslation {
  /// The problem of a known error, nil for one that is our own fault.
  static func problem(_ error: any Error) -> Problem? {
    switch error {
    case let error as CatalogError: problem(error)
    case let error as IngestError: problem(error)
    case let error as SubmitError: problem(error)
    case let error as VerifyError: problem(error)
    case let error as SessionError: problem(error)
    case BlobError.full: .diskIsFull
    case SceneError.infeasible(let reason): .unusable("scene", reason)
    default: nil
    }
  }

  private static func problem(_ error: CatalogError) -> Problem? {
    switch error {
    case .notFound: Problem(status: .notFound, detail: "\(error).")
    case .conflict(let reason): .conflict(reason)
    case .invalid(let field, let reason): .unusable(field, reason)
    case .exhausted(let reason): exhausted(reason)
    case .full: .diskIsFull
    case .storage: nil
    }
  }

  private static func problem(_ error: IngestError) -> Problem? {
    switch error {
    case .demonstration(let fault): .unusable(fault.field, fault.reason)
    case .unknownTask: .unusable("task", "is not the name of a task")
    case .conflict(let reason): .conflict(reason)
    case .limits(let reason): .unusable("", reason)
    case .full: .diskIsFull
    case .failed: nil
    }
  }

  private static func problem(_ error: SubmitError) -> Problem? {
    if error.isExhausted { return exhausted(error.reason) }
    guard error.field.isEmpty else { return .unusable(error.field, error.reason) }
    return isFull(error.reason) ? .diskIsFull : nil
  }

  /// Nobody knows when a job ends, so a client is told to ask again soon.
  private static func exhausted(_ reason: String) -> Problem {
    .exhausted("\(reason.prefix(1).uppercased())\(reason.dropFirst()).", retryAfter: 10)
  }

  private static func problem(_ error: SessionError) -> Problem {
    switch error {
    case .unknown(let id): .missing("session", id)
    case .unusable(let field, let reason): .unusable(field, reason)
    case .ended(let reason): .conflict("\(reason).")
    case .tooMany(let limit):
      .exhausted("\(limit) sessions are open, and more are not taken.", retryAfter: 10)
    }
  }

  private static func problem(_ error: VerifyError) -> Problem? {
    switch error {
    case .unknownEpisode(let id): .missing("episode", id)
    case .impossible(let reason): isFull(reason) ? .diskIsFull : .conflict(reason)
    case .failed(let reason): isFull(reason) ? .diskIsFull : nil
    }
  }

  /// Whether a reason in words is that of a full disk.
  private static func isFull(_ reason: String) -> Bool { reason == CatalogError.full.description }
}
