import Synchronization

/// Bounds the requests in work, by what they cost, so that a server asked for ten times what it can do
/// still does what it can.
///
/// A request beyond its bound is answered with 503 at once, before its body is read.
final class Admission: Sendable {
  /// What a request costs.
  enum Load: String, Sendable, Hashable, CaseIterable {
    /// A read of the catalog.
    case look
    /// A write to the catalog.
    case change
    /// A body to disk, and a process that reads it.
    case upload
    /// A file on its way to a client.
    case download
    /// Events for as long as a client listens.
    case watch
    /// A process of its own that computes something.
    case compute
  }

  /// The right to be in work; given back when nobody holds it any more.
  final class Pass: Sendable {
    private let admission: Admission
    private let load: Load

    fileprivate init(_ admission: Admission, _ load: Load) {
      self.admission = admission
      self.load = load
    }

    deinit { admission.leave(load) }
  }

  private let limits: AdmissionLimits
  private let inWork = Mutex<[Load: Int]>([:])

  init(_ limits: AdmissionLimits) { self.limits = limits }

  /// A pass for a request, or nil when as many are in work as may be.
  func enter(_ load: Load) -> Pass? {
    let isFree = inWork.withLock { inWork in
      guard inWork[load, default: 0] < limits.most(load) else { return false }
      inWork[load, default: 0] += 1
      return true
    }
    return isFree ? Pass(self, load) : nil
  }

  private func leave(_ load: Load) { inWork.withLock { $0[load, default: 0] -= 1 } }
}
