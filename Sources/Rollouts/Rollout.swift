import Episodes
import Geometry
import Multiplication
import Robots
import Scenes
import Tasks

/// One attempt from reset to verdict.
struct Rollout {
  let world: RolloutWorld
  let task: TaskDescription
  let allowedTouches: Set<ArmGeometry.Touch>
  var planner: ChainedPlanner
  var judge: Judge
  var recorder: EpisodeRecorder
  var sources: [EpisodeRecipe.Source] = []
  var state: ObservedState
  var lastTarget: Pose?
  var lastGripper = -1.0
  var closing = false
  /// The subtask that comes next.
  private(set) var next = 0
  let maxSteps: Int
  /// What was drawn for this attempt; nil for the task's own physics.
  let physics: RandomizationDraw?
  var stream: RandomStream
  /// The action that was commanded last, for those that come late.
  var commanded: [Double]?

  /// Control steps within which what a skill needs must hold.
  private static let patience = 10

  /// What ended an attempt before its time.
  private struct Stop: Error {
    var reason: FailureReason
    var detail: String?
  }

  /// What an attempt is made of.
  struct Setup {
    var task: TaskDescription
    var robot: RobotModel
    /// As drawn for the scene, before any randomization.
    var scene: Scene
    var planner: ChainedPlanner
    var generation: GenerationDescription
    var recipe: EpisodeRecipe
    /// The motion's own stream.
    var stream: RandomStream
    var allowedTouches: Set<ArmGeometry.Touch>
  }

  init(_ setup: Setup) {
    task = setup.task
    allowedTouches = setup.allowedTouches
    planner = setup.planner
    stream = setup.stream
    maxSteps = setup.generation.maxSteps ?? .max
    physics = setup.recipe.drawnPhysics

    let joints = HomePosture.draw(setup.robot, stream: setup.stream)
    let drawn = RandomizedScene(scene: setup.scene, robot: setup.robot, draw: physics)
    let opening = setup.robot.gripper.homeOpening
    world = RolloutWorld(
      scene: drawn.scene, robot: drawn.robot, controlFrequency: task.controlFrequency,
      start: .init(jointPositions: joints, openings: (opening, opening)),
      states: StateMachines(task.objects), parameters: drawn.parameters)
    judge = Judge(task: task, bodies: drawn.scene.objects.map(\.body))
    state = world.observe()
    recorder = EpisodeRecorder(
      recipe: setup.recipe, world: world, signalNames: task.subtasks.compactMap(\.termSignal))
    recorder.recordState(world)
  }

  /// Goes on from a checkpoint with randomness of its own, as another motion of the same scene.
  init(from checkpoint: Checkpoint, motion: Int, stream: RandomStream) {
    self = checkpoint.rollout
    let owner = recorder.episode.recipe.motion
    self.stream = stream
    planner = planner.branched(at: next, stream: stream)
    recorder.branch(motion: motion, from: .init(motion: owner, subtask: next))
    world.restore(checkpoint.snapshot)
  }

  /// Runs to the end, from the subtask that is next; tells of each subtask that is done.
  mutating func run(
    atBoundary: ((Checkpoint) -> Void)? = nil
  ) -> (AttemptOutcome, Episode?) {
    do {
      // each subtask is planned from what is observed when it begins
      while next < task.subtasks.count {
        try execute(next)
        if judge.missed(subtask: next) { return failed(next, nil) }
        next += 1
        if let atBoundary, next < task.subtasks.count {
          atBoundary(Checkpoint(rollout: self, snapshot: world.snapshot))
        }
      }
      try settle(next - 1)
      // gates are for what would be kept: an object that was let go of in the air hits the table hard
      guard judge.hasDwelt else { return failed(next - 1, nil) }
      try checkGates()
      try checkStay()
    } catch let stop as Stop {
      return failed(min(next, task.subtasks.count - 1), stop)
    } catch {
      return failed(
        min(next, task.subtasks.count - 1), Stop(reason: .unstablePhysics, detail: "\(error)"))
    }
    recorder.finish(sources: sources)
    return (outcome(failure: nil, subtask: nil, detail: nil), recorder.episode)
  }

  /// The waypoints of one subtask.
  private mutating func execute(_ subtask: Int) throws {
    try checkBefore(subtask)
    let plan = try plan(subtask)
    sources.append(plan.source)
    judge.begin(subtask: subtask)
    for waypoint in plan.waypoints { try step(waypoint, subtask: subtask) }
    try checkAfter(subtask)
  }

  /// What a skill needs must hold when it begins, drive and all.
  ///
  /// What touches what is known only after a step, so there is one first, and a moment more for it to
  /// come true.
  private mutating func checkBefore(_ subtask: Int) throws {
    guard let skill = task.skills.first(where: { $0.subtasks.lowerBound == subtask }) else {
      return
    }
    if subtask == 0, skill.pre != nil { try step(holding, subtask: subtask) }
    guard try hold(until: skill.pre, atMost: Self.patience, subtask: subtask) else {
      throw Stop(
        reason: .precondition, detail: "\(skill.name): what it needs does not hold before it")
    }
  }

  /// What a skill is to bring about must hold soon after it.
  private mutating func checkAfter(_ subtask: Int) throws {
    guard let skill = task.skills.first(where: { $0.subtasks.upperBound == subtask + 1 }) else {
      return
    }
    guard try hold(until: skill.post, atMost: task.success.settle, subtask: subtask) else {
      throw Stop(
        reason: .notAtGoal,
        detail: "\(skill.name): what it is to bring about does not hold after it")
    }
  }

  /// Holds the last target until a condition holds, and says whether it does.
  private mutating func hold(
    until condition: Predicate?, atMost steps: Int, subtask: Int
  ) throws -> Bool {
    guard let condition else { return true }
    let hold = holding
    for _ in 0..<steps where !condition.holds(state, bodies: judge.bodies) {
      try step(hold, subtask: subtask)
    }
    return condition.holds(state, bodies: judge.bodies)
  }

  /// Stays where it is.
  private var holding: Waypoint {
    Waypoint(pose: lastTarget ?? world.eefPose, gripper: lastGripper)
  }

  private mutating func plan(_ subtask: Int) throws -> PlannedSegment {
    do {
      return try planner.plan(
        subtask: subtask, eef: world.eefPose, object: observed(subtask), lastTarget: lastTarget,
        gripper: lastGripper, navigator: KitchenNavigator(world: world, state: state),
        checker: HandSweep(world: world, state: state), arrangement: state.objects.map(\.pose))
    } catch {
      throw Stop(reason: .unreachable, detail: error.reason)
    }
  }

  /// Where a subtask's reference frame seems to be; nil when it has none.
  private func observed(_ subtask: Int) -> Pose? {
    task.subtasks[subtask].referenceFrame { index in
      let pose = state.objects[index].pose
      return physics?.observed(
        pose, ofObject: index, stream: stream.stream("observation", subtask)) ?? pose
    }
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

    guard recorder.episode.steps < maxSteps else {
      throw Stop(reason: .timeout, detail: "the attempt took more than \(maxSteps) steps")
    }

    // the action that asks for the waypoint, noisy and clipped
    let wanted = world.robot.controller.action(from: eef, to: waypoint.pose)
    var action = RobotAction(
      position: Self.clip(wanted.position + waypoint.positionNoise),
      rotation: Self.clip(wanted.rotation + waypoint.rotationNoise), gripper: waypoint.gripper)
    if world.basePose != nil { action.drive = .zero }
    if let goal = waypoint.base {
      // a hand that is carried is asked for what the drive does not do by itself
      let drive = Self.clip(world.driveCommand(to: goal) + waypoint.positionNoise)
      let carried = world.carried(by: drive)
      let wanted = world.robot.controller.action(from: carried, to: waypoint.pose)
      action.position = Self.clip(wanted.position)
      action.rotation = Self.clip(wanted.rotation)
      action.drive = drive
    }
    if let physics {
      // what is recorded is what the robot gets; the base is not randomized
      let numbers = Array(action.numbers.prefix(Episode.armActionWidth))
      let drive = action.drive
      action = RobotAction(
        physics.perturbed(
          action: numbers, previous: commanded,
          stream: stream.stream("action_perturbation", recorder.episode.steps)))
      action.drive = drive
      commanded = numbers
    }
    let signals = judge.signals(state)
    let target = world.perform(action)
    recorder.recordStep(action, target: target, signals: signals, subtask: subtask)
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
    if let drive = action.drive, drive != .zero, let touch = world.baseContact() {
      throw Stop(reason: .collision, detail: touch)
    }
    guard world.fastestObject <= task.success.maxObjectSpeed else {
      throw Stop(reason: .unstablePhysics, detail: "an object moved too fast")
    }
  }

  /// Keeps the hand still for as long as the task asks, off the record: what is kept must last.
  private func checkStay() throws {
    let lasts = world.keepsStill(
      for: task.success.stay, controlFrequency: task.controlFrequency, gripper: lastGripper
    ) { task.success.goal.holds($0, bodies: judge.bodies) }
    guard lasts else {
      throw Stop(
        reason: .notAtRest,
        detail: "the goal no longer held within \(task.success.stay) s after the end")
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

  func outcome(failure: FailureReason?, subtask: Int?, detail: String?) -> AttemptOutcome {
    let steps = world.world.stepCounts
    var metrics: [String: Double] = [
      "penetration_m": world.deepestContact,
      "peak_contact_force_n": world.world.peakContactForce,
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
