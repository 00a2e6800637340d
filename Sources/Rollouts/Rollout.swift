import Episodes
import Geometry
import Multiplication
import Robots
import Scenes
import Tasks

/// One attempt from reset to verdict.
struct Rollout {
  let world: RolloutWorld
  private let task: TaskDescription
  private let allowedTouches: Set<ArmGeometry.Touch>
  private var planner: MotionPlanner
  private var judge: Judge
  private var recorder: EpisodeRecorder
  private var sources: [EpisodeRecipe.Source] = []
  private var state: ObservedState
  private var lastTarget: Pose?
  private var lastGripper = -1.0
  private var closing = false

  /// What ended an attempt before its time.
  private struct Stop: Error {
    var reason: FailureReason
    var detail: String?
  }

  init(
    task: TaskDescription, robot: RobotModel, scene: Scene, bodies: [RigidBodyModel],
    planner: MotionPlanner, recipe: EpisodeRecipe, stream: RandomStream,
    allowedTouches: Set<ArmGeometry.Touch>
  ) {
    self.task = task
    self.allowedTouches = allowedTouches
    self.planner = planner

    let joints = HomePosture.draw(robot, stream: stream)
    let opening = robot.gripper.homeOpening
    world = RolloutWorld(
      scene: scene, robot: robot, controlFrequency: task.controlFrequency,
      start: .init(jointPositions: joints, openings: (opening, opening)))
    judge = Judge(task: task, bodies: bodies)
    state = world.observe()
    recorder = EpisodeRecorder(
      recipe: recipe, world: world, signalNames: task.subtasks.compactMap(\.termSignal))
    recorder.recordState(world)
  }

  /// Runs to the end.
  mutating func run() -> (AttemptOutcome, Episode?) {
    var subtask = 0
    do {
      // each subtask is planned from what is observed when it begins
      while subtask < task.subtasks.count {
        try execute(subtask)
        if judge.missed(subtask: subtask) { return failed(subtask, nil) }
        subtask += 1
      }
      subtask -= 1
      try settle(subtask)
      // gates are for what would be kept: an object that was let go of in the air hits the table hard
      guard judge.hasDwelt else { return failed(subtask, nil) }
      try checkGates()
    } catch let stop as Stop {
      return failed(subtask, stop)
    } catch {
      return failed(subtask, Stop(reason: .unstablePhysics, detail: "\(error)"))
    }
    recorder.finish(sources: sources)
    return (outcome(failure: nil, subtask: nil, detail: nil), recorder.episode)
  }

  /// The waypoints of one subtask.
  private mutating func execute(_ subtask: Int) throws {
    let object = task.subtasks[subtask].objectRef.map { state.objects[$0].pose }
    let plan = planner.plan(
      subtask: subtask, eef: world.eefPose, object: object, lastTarget: lastTarget)
    sources.append(plan.source)
    judge.begin(subtask: subtask)
    for waypoint in plan.waypoints { try step(waypoint, subtask: subtask) }
  }

  /// Holds the last target until the goal has dwelt, or for as long as the task allows.
  private mutating func settle(_ subtask: Int) throws {
    guard let target = lastTarget else { return }
    let hold = Waypoint(pose: target, gripper: lastGripper)
    for _ in 0..<task.success.settle where !judge.hasDwelt { try step(hold, subtask: subtask) }
  }

  /// One control step.
  private mutating func step(_ waypoint: Waypoint, subtask: Int) throws {
    let eef = world.eefPose
    let closes = waypoint.gripper > 0
    if closes != closing {
      judge.noteGripperChange(
        closing: closes, lag: (waypoint.pose.position - eef.position).length)
    }
    closing = closes

    // the action that asks for the waypoint, noisy and clipped
    let wanted = world.robot.controller.action(from: eef, to: waypoint.pose)
    let position = Self.clip(wanted.position + waypoint.positionNoise)
    let rotation = Self.clip(wanted.rotation + waypoint.rotationNoise)
    let signals = judge.signals(state)
    let target = world.perform(position: position, rotation: rotation, gripper: waypoint.gripper)
    recorder.recordStep(
      position: position, rotation: rotation, gripper: waypoint.gripper, target: target,
      signals: signals, subtask: subtask)
    lastTarget = waypoint.pose
    lastGripper = waypoint.gripper

    // no further collision pass may see a state that is not finite
    guard world.isSane else {
      throw Stop(reason: .unstablePhysics, detail: "a body left the scene or is not finite")
    }
    recorder.recordState(world)
    state = world.observe()
    judge.note(
      state, subtask: subtask, gripperClosed: closing, reachError: world.reachError)
    recorder.recordGoal(judge.goalReached)
    if let touch = world.armContact(except: allowedTouches) {
      throw Stop(reason: .collision, detail: touch)
    }
    guard world.fastestObject <= task.success.maxObjectSpeed else {
      throw Stop(reason: .unstablePhysics, detail: "an object moved too fast")
    }
  }

  /// The gates that need the whole attempt.
  private func checkGates() throws {
    guard world.deepestContact <= task.success.maxPenetration else {
      let (a, b) = world.deepestPair
      throw Stop(
        reason: .unstablePhysics,
        detail: "\(world.name(ofBody: a)) and \(world.name(ofBody: b)) were "
          + "\((world.deepestContact * 10_000).rounded() / 10) mm inside each other")
    }
    let steps = world.world.stepCounts
    guard Double(steps.fallbacks) <= task.success.maxFallbackShare * Double(steps.all) else {
      throw Stop(reason: .unstablePhysics, detail: "the solver fell back too often")
    }
  }

  private func failed(_ subtask: Int, _ stop: Stop?) -> (AttemptOutcome, Episode?) {
    if let stop {
      return (outcome(failure: stop.reason, subtask: subtask, detail: stop.detail), nil)
    }
    let failure = judge.failure(subtask: subtask)
    return (outcome(failure: failure.reason, subtask: failure.subtask, detail: nil), nil)
  }

  private func outcome(failure: FailureReason?, subtask: Int?, detail: String?) -> AttemptOutcome {
    let steps = world.world.stepCounts
    var metrics: [String: Double] = [
      "penetration_m": world.deepestContact,
      "fastest_object_m_s": world.fastestObject,
      "solver_fallbacks": Double(steps.fallbacks),
      "physics_steps": Double(steps.all),
      "lag_at_closing_m": judge.lagAtClosing,
    ]
    if world.world.measuresSolver { metrics["ode_cpu_s"] = world.world.solverSeconds }
    return AttemptOutcome(
      scene: recorder.episode.recipe.scene, motion: recorder.episode.recipe.motion,
      failure: failure, subtask: subtask, demonstration: sources.last?.demonstration ?? 0,
      steps: recorder.episode.steps, anyFrameSuccess: judge.anyFrameSuccess, cpuSeconds: 0,
      metrics: metrics, detail: detail)
  }

  private static func clip(_ v: Vector3) -> Vector3 {
    Vector3(min(1, max(-1, v.x)), min(1, max(-1, v.y)), min(1, max(-1, v.z)))
  }
}
