import Episodes
import Geometry
import Tasks

/// Follows an attempt step by step and says at its end whether it counts, and if not, why.
struct Judge {
  private let task: TaskDescription
  private let bodies: [RigidBodyModel]
  /// Whether each subtask's signal has been seen since the subtask began.
  private(set) var signalSeen: [Bool]
  /// Consecutive steps, up to now, with the goal reached, released and at rest.
  private(set) var dwell = 0
  private(set) var anyFrameSuccess = false
  private(set) var goalReached = false
  private var lastState: ObservedState?
  /// Whether an object of a seen grasp was held at the last step.
  private var heldOnce = false
  private var lostWhileClosed = false
  /// What the arm cannot reach now, and the worst of it while it opened or closed the gripper.
  private var reachError: (position: Double, rotation: Double) = (0, 0)
  private var graspReachError: (position: Double, rotation: Double) = (0, 0)
  /// How far the hand was behind its waypoint when the gripper began to close, metres.
  private(set) var lagAtClosing = 0.0

  init(task: TaskDescription, bodies: [RigidBodyModel]) {
    self.task = task
    self.bodies = bodies
    signalSeen = task.subtasks.map { _ in false }
  }

  /// The values of the task's signals, in the order of its subtasks that have one.
  func signals(_ state: ObservedState) -> [Bool] {
    task.subtasks.compactMap { subtask in
      subtask.termSignal == nil ? nil : subtask.termPredicate?.holds(state, bodies: bodies)
    }
  }

  /// The gripper begins to open or close while the hand is this far from its waypoint.
  mutating func noteGripperChange(closing: Bool, lag: Double) {
    if closing { lagAtClosing = max(lagAtClosing, lag) }
    graspReachError.position = max(graspReachError.position, reachError.position)
    graspReachError.rotation = max(graspReachError.rotation, reachError.rotation)
  }

  /// What happened in a step.
  mutating func note(
    _ state: ObservedState, subtask: Int, gripperClosed: Bool,
    reachError error: (position: Double, rotation: Double)
  ) {
    reachError = error
    if let predicate = task.subtasks[subtask].termPredicate, predicate.holds(state, bodies: bodies)
    {
      signalSeen[subtask] = true
    }
    // held once, and lost while the gripper was told to stay closed
    let held = state.objects.indices.contains { state.grasped($0) }
    if held {
      heldOnce = true
      lostWhileClosed = false
    } else if heldOnce && gripperClosed {
      lostWhileClosed = true
    }
    goalReached = task.success.goal.holds(state, bodies: bodies)
    if goalReached { anyFrameSuccess = true }
    dwell = goalReached && isReleased(state) && isAtRest(state) ? dwell + 1 : 0
    lastState = state
  }

  /// Whether the attempt may end as a success now.
  var hasDwelt: Bool { dwell >= task.success.dwell }

  /// Whether a subtask that is over never did what its signal says.
  func missed(subtask: Int) -> Bool {
    task.subtasks[subtask].termSignal != nil && !signalSeen[subtask]
  }

  /// The reason, and the subtask it belongs to, of an attempt that did not succeed.
  func failure(subtask: Int) -> (reason: FailureReason, subtask: Int) {
    // an arm at its limits, or a hand far behind, explains what followed
    let unreachable =
      max(reachError.position, graspReachError.position) > 0.01
      || max(reachError.rotation, graspReachError.rotation) > 0.15
    if unreachable && !goalReached { return (.unreachable, subtask) }
    let late = lagAtClosing > 0.02
    if missed(subtask: subtask) { return (late ? .tracking : .missedGrasp, subtask) }
    guard let state = lastState else { return (.notAtGoal, subtask) }
    if goalReached {
      return (isReleased(state) ? .notAtRest : .notReleased, subtask)
    }
    if late { return (.tracking, subtask) }
    return (lostWhileClosed ? .dropped : .notAtGoal, subtask)
  }

  private func isReleased(_ state: ObservedState) -> Bool {
    task.success.released.allSatisfy { state.released($0) }
  }

  private func isAtRest(_ state: ObservedState) -> Bool {
    state.objects.allSatisfy { $0.linearVelocity.length < task.success.maxSpeed }
  }
}
