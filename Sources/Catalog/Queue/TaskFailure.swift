/// Why a task comes back undone.
public enum TaskFailure: Sendable, Hashable {
  /// Nothing is wrong with it, for instance at a shutdown: it does not count as a try.
  case released
  /// The worker ended without a word.
  case interrupted(detail: String)
  /// The worker was killed from outside, or is lost.
  case killed(detail: String)
  /// The worker aborted or hung in the attempt of this motion.
  case crashed(motion: Int, detail: String)
  /// The worker says that it can never be done.
  case refused(reason: String)
}

/// What becomes of a task that came back.
public enum TaskFate: Sendable, Hashable {
  /// It will be handed out again.
  case again
  /// As before, but without the motion that killed too many workers.
  case skips(motion: Int)
  /// It failed for good, and its job with it.
  case jobFailed
  /// The ticket was stale; nothing changed.
  case stale
}
