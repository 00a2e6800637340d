import Synchronization

/// Bounds the requests in work, by what they cost, so that a server asked for ten times what it can do
/// still does what it can.
///
/// A request beyond its bound is answered with 503 at once, before its body is read; an upload asks for
/// its place when a first piece of its body is there, so that connections without bytes hold none.
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
    private let number: Int

    fileprivate init(_ admission: Admission, _ load: Load, _ number: Int) {
      self.admission = admission
      self.load = load
      self.number = number
    }

    deinit { admission.leave(load, number) }
  }

  private struct State {
    /// The number of the pass before.
    var last = 0
    /// Passes by number, with those who send a body.
    var inWork: [Load: [Int: Sender?]] = [:]
    var paces: [Load: RetryPace] = [:]
  }

  private let limits: AdmissionLimits
  private let state = Mutex(State())
  private let began = ContinuousClock.now

  init(_ limits: AdmissionLimits) { self.limits = limits }

  /// Bytes of a body that must have come before its upload asks for a pass.
  var firstPiece: Int { limits.firstPiece }

  /// A pass for a request, or nil when as many are in work as may be.
  ///
  /// An upload that comes by drops is hung up on when somebody else wants its place: the slowest first.
  func enter(_ load: Load, sender: Sender? = nil) -> Pass? {
    let (number, slow) = state.withLock { state -> (Int?, Sender?) in
      var slow: Sender?
      if state.inWork[load, default: [:]].count >= limits.most(load) {
        guard let found = slowest(state.inWork[load, default: [:]]) else { return (nil, nil) }
        state.inWork[load]?.removeValue(forKey: found.number)
        slow = found.sender
      }
      state.last += 1
      state.inWork[load, default: [:]].updateValue(sender, forKey: state.last)
      return (state.last, slow)
    }
    slow?.hangUp()
    return number.map { Pass(self, load, $0) }
  }

  /// Whether a request that came now would get a pass.
  func hasRoom(_ load: Load) -> Bool {
    state.withLock { state in
      let passes = state.inWork[load, default: [:]]
      return passes.count < limits.most(load) || slowest(passes) != nil
    }
  }

  /// Who sends slowest of those who are too slow; of two the first who came.
  private func slowest(_ passes: [Int: Sender?]) -> (number: Int, sender: Sender)? {
    var found: (number: Int, sender: Sender, rate: Double)?
    for (number, sender) in passes {
      guard let sender, let rate = sender.rate(after: limits.contestedGrace),
        rate < Double(limits.contestedRate)
      else { continue }
      if let found, (found.rate, found.number) < (rate, number) { continue }
      found = (number, sender, rate)
    }
    return found.map { ($0.number, $0.sender) }
  }

  /// The seconds after which somebody who got no pass should come again.
  func patience(_ load: Load) -> Int {
    let second = second
    return state.withLock { state in
      state.paces[load, default: RetryPace()].turnAway(
        at: second, least: limits.leastPatience(load))
    }
  }

  private func leave(_ load: Load, _ number: Int) {
    let second = second
    state.withLock { state in
      // a sender who was hung up on has no pass any more
      guard state.inWork[load]?.removeValue(forKey: number) != nil else { return }
      state.paces[load, default: RetryPace()].noteServed(at: second)
    }
  }

  /// The second of the server's life.
  private var second: Int { Int((ContinuousClock.now - began) / .seconds(1)) }
}
