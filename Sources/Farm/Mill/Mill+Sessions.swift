import Catalog
import Rollouts
import Tasks

extension Mill {
  /// The most actions in one request.
  public static let mostSessionSteps = 1000
  /// The most that a number of an action may be away from 0: beyond [-1, 1] it is clipped, and beyond this
  /// it is no action.
  public static let largestAction = 1e6

  /// Opens a scene for a policy.
  ///
  /// `demonstration` is the id of one whose object shapes count, as they do in a job of it.
  ///
  /// - Throws: `SessionError` naming the field at fault.
  public func openSession(
    _ order: SessionOrder, demonstration: String? = nil
  ) async throws(SessionError) -> (Session, SessionMoment) {
    var order = order
    guard let task = tasks.task(named: order.task) else {
      throw .unusable(field: "task", reason: "is not the name of a task")
    }
    guard task.distribution(order.distribution) != nil else {
      let known = task.distributions.map(\.name).joined(separator: ", ")
      throw .unusable(field: "distribution", reason: "must be one of \(known)")
    }
    if let demonstration {
      guard let record = try? await catalog.demonstration(demonstration) else {
        throw .unusable(field: "demonstration", reason: "\(demonstration) is not known")
      }
      guard record.task == order.task else {
        throw .unusable(
          field: "demonstration", reason: "\(demonstration) is a demonstration of \(record.task)")
      }
      order.demonstration = record.sha256
    }
    return try await sessions.open(order)
  }

  /// Puts a session into another scene, or the same one again; what is nil stays as it was.
  public func resetSession(
    _ id: String, seed: UInt64?, scene: Int?, motion: Int? = nil
  ) async throws(SessionError) -> SessionMoment {
    guard var order = await sessions.session(id)?.order else { throw .unknown(id) }
    order.seed = seed ?? order.seed
    order.scene = scene ?? order.scene
    order.motion = motion ?? order.motion
    guard let moment = try await sessions.ask(id, .reset(order)).first else {
      throw .ended("it gave no answer")
    }
    return moment
  }

  /// Executes actions one after the other; a moment for each.
  public func stepSession(
    _ id: String, actions: [[Double]]
  ) async throws(SessionError) -> [SessionMoment] {
    guard let session = await sessions.session(id) else { throw .unknown(id) }
    for (index, action) in actions.enumerated() {
      guard action.count == session.actionWidth else {
        throw .unusable(
          field: "actions[\(index)]", reason: "must hold \(session.actionWidth) numbers")
      }
      if let place = action.firstIndex(where: { !($0.magnitude <= Self.largestAction) }) {
        throw .unusable(
          field: "actions[\(index)][\(place)]",
          reason: "is \(action[place]), must be within [-1, 1]; up to a million it is clipped")
      }
    }
    return try await sessions.ask(id, .step(actions))
  }

  /// Closes a session; false when there is none.
  public func closeSession(_ id: String) async -> Bool { await sessions.close(id) }

  /// The open sessions, oldest first.
  public func openSessions() async -> [Session] { await sessions.sessions }
}
