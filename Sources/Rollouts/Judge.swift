import Episodes
import Geometry
import Tasks

/// Follows an attempt step by step and says at its end whether it counts, and if not, why.
struct Judge {
  private let task: TaskDescription
  let bodies: [RigidBodyModel]
  /// The subtask that is under way.
  private(set) var current = 0
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
  /// What the arm cannot reach: now, and the worst of it when the gripper began to close or to open.
  private var reach = Reach()
  private var reachAtClosing = Reach()
  private var reachAtOpening = Reach()
  /// How far the hand was behind its waypoint when the gripper began to close, metres.
  private(set) var lagAtClosing = 0.0

  /// How much of its target the arm does not reach: metres, radians.
  private struct Reach {
    var position = 0.0
    var rotation = 0.0

    /// Whether so much is missing that it explains what goes wrong.
    var isShort: Bool { position > 0.01 || rotation > 0.15 }

    mutating func widen(to other: Reach) {
      position = max(position, other.position)
      rotation = max(rotation, other.rotation)
    }
  }

  /// Begins a subtask: what its signal has been, and what was out of reach before, count no more.
  mutating func begin(subtask: Int) {
    current = subtask
    signalSeen[subtask] = false
    lagAtClosing = 0
    reachAtClosing = Reach()
    reachAtOpening = Reach()
    // a thing that was lost before and does not matter any more
    lostWhileClosed = false
  }

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
    if closing {
      lagAtClosing = max(lagAtClosing, lag)
      reachAtClosing.widen(to: reach)
    } else {
      reachAtOpening.widen(to: reach)
    }
  }

  /// What happened in a step.
  mutating func note(
    _ state: ObservedState, subtask: Int, gripperClosed: Bool,
    reachError error: (position: Double, rotation: Double)
  ) {
    reach = Reach(position: error.position, rotation: error.rotation)
    if let predicate = task.subtasks[subtask].termPredicate, predicate.holds(state, bodies: bodies)
    {
      signalSeen[subtask] = true
    }
    // held once since the gripper closed, and lost while it was told to stay closed
    let held = state.objects.indices.contains { state.grasped($0) }
    if held {
      heldOnce = gripperClosed
      lostWhileClosed = false
    } else if heldOnce && gripperClosed {
      lostWhileClosed = true
    } else if !gripperClosed {
      heldOnce = false
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
    // a grasp that failed: the arm at its limits, or the hand far behind, explains it
    if missed(subtask: subtask) || (lostWhileClosed && !goalReached) {
      if reachAtClosing.isShort || reach.isShort { return (.unreachable, subtask) }
      if lagAtClosing > 0.02 { return (.tracking, subtask) }
      if lostWhileClosed { return (.dropped, subtask) }
      let grasps = task.subtasks[subtask].termPredicate?.mentionsGrasp == true
      return (grasps ? .missedGrasp : .notAtGoal, subtask)
    }
    guard let state = lastState else { return (.notAtGoal, subtask) }
    if goalReached { return (isReleased(state) ? .notAtRest : .notReleased, subtask) }
    let isShort = reachAtOpening.isShort || reach.isShort
    return (isShort ? .unreachable : .notAtGoal, subtask)
  }

  private func isReleased(_ state: ObservedState) -> Bool {
    task.success.released.allSatisfy { state.released($0) }
  }

  private func isAtRest(_ state: ObservedState) -> Bool {
    state.objects.allSatisfy { $0.linearVelocity.length < task.success.maxSpeed }
  }
}
