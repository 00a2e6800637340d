import Catalog
import Logging

/// Keeps sessions open, each with a worker process of its own, and closes those that nobody uses.
actor SessionKeeper {
  /// One order on its way to a worker, and who waits for the answer.
  private struct Request: Sendable {
    var order: WorkerOrder
    var answer: CheckedContinuation<WorkerReport?, Never>
  }

  private struct Held {
    var session: Session
    var requests: AsyncStream<Request>.Continuation
  }

  /// Seconds without a request after which a session is closed.
  static let idleLimit = 300.0
  /// The most time for one reset or one request of steps.
  private static let deadline = Duration.seconds(60)

  private let launcher: WorkerLauncher
  private let limit: Int
  private let now: WallClock
  private var held: [String: Held] = [:]
  private var opening = 0

  /// A keeper of at most `limit` sessions.
  init(launcher: WorkerLauncher, limit: Int, now: @escaping WallClock) {
    self.launcher = launcher
    self.limit = limit
    self.now = now
  }

  /// The open sessions, oldest first.
  var sessions: [Session] {
    held.values.map(\.session).sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
  }

  /// The session of an id, or nil.
  func session(_ id: String) -> Session? { held[id]?.session }

  /// Starts a process, draws the scene, and tells how it stands.
  func open(_ order: SessionOrder) async throws(SessionError) -> (Session, SessionMoment) {
    guard held.count + opening < limit else { throw .tooMany(limit) }
    opening += 1
    let id = "session_\(String(UInt64.random(in: .min ... .max), radix: 16))"
    let (requests, sink) = AsyncStream.makeStream(of: Request.self)
    let launcher = launcher
    Task {
      _ = await launcher.withWorker { link in await Self.serve(link, requests) }
      sink.finish()
      for await request in requests { request.answer.resume(returning: nil) }
      self.forget(id)
    }
    held[id] = Held(
      session: Session(
        id: id, order: order, actionWidth: 0, openedAt: now(), usedAt: now()), requests: sink)
    opening -= 1
    do throws(SessionError) {
      let moments = try await ask(id, .reset(order))
      guard let first = moments.first else { throw SessionError.ended("it gave no answer") }
      held[id]?.session.actionWidth = first.actionWidth
      guard let session = held[id]?.session else { throw SessionError.unknown(id) }
      return (session, first)
    } catch {
      close(id)
      throw error
    }
  }

  /// Sends one order to a session's process: what it tells, one moment for each step.
  func ask(_ id: String, _ order: WorkerOrder) async throws(SessionError) -> [SessionMoment] {
    guard let requests = held[id]?.requests else { throw .unknown(id) }
    held[id]?.session.usedAt = now()
    let report = await withCheckedContinuation { answer in
      let result = requests.yield(Request(order: order, answer: answer))
      if case .terminated = result { answer.resume(returning: nil) }
    }
    held[id]?.session.usedAt = now()
    switch report {
    case .moments(let moments):
      if case .reset(let order) = order { held[id]?.session.order = order }
      return moments
    case .refused(let refusal): throw .unusable(field: "scene", reason: refusal.reason)
    default: throw .ended("the process of the session is gone, and the session with it")
    }
  }

  /// Closes a session; false when there is none.
  @discardableResult
  func close(_ id: String) -> Bool {
    guard let gone = held.removeValue(forKey: id) else { return false }
    gone.requests.finish()
    return true
  }

  private func forget(_ id: String) { held[id] = nil }

  /// Closes what nobody uses, until cancelled; then all.
  func run() async {
    while (try? await Task.sleep(for: .seconds(5))) != nil {
      let limit = now() - Self.idleLimit
      for session in sessions where session.usedAt < limit { close(session.id) }
    }
    for session in sessions { close(session.id) }
  }

  /// Carries out requests one after the other, until there are no more or the worker is gone.
  private static func serve(_ link: WorkerLink, _ requests: AsyncStream<Request>) async {
    guard case .ready = await link.receive(within: WorkerPool.startDeadline) else { return }
    for await request in requests {
      let isSent = await link.send(request.order)
      let report = isSent ? await link.receive(within: deadline) : nil
      request.answer.resume(returning: report)
      if report == nil { return }
    }
  }
}
