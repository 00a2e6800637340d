import Demonstrations
import Episodes
import Geometry
import Robots
import Scenes
import Tasks

/// A waypoint operator that does a task as its file says, with a human's imperfections: tremor, pauses,
/// varying speed, overshoot and aiming errors.
///
/// It sees what a person would see and acts through the same seven numbers as every motion. What it
/// does is a function of (task, robot, scene, stream) alone.
struct ScriptedOperator {
  /// How a try ended.
  struct Result {
    /// Nil when it failed.
    var tape: DemonstrationTape?
    var failure: (reason: FailureReason, subtask: Int, detail: String)?
  }

  private let task: TaskDescription
  private let manner: OperatorManner
  private let world: RolloutWorld
  private let robotHome: Quaternion
  private var judge: Judge
  private var tape: DemonstrationTape
  private var state: ObservedState
  /// The last target without tremor.
  private var target: Pose
  private var gripper = -1.0
  private var tremor = Tremor()
  private var random: RandomStream
  /// What happened, in words, for whoever writes a task.
  private(set) var log: [String] = []

  private struct Tremor {
    var position = Vector3.zero
    var rotation = Vector3.zero
  }

  private struct Stop: Error {
    var reason: FailureReason
    var detail: String
  }

  init(
    task: TaskDescription, robot: RobotModel, scene: Scene, manner: OperatorManner,
    stream: RandomStream
  ) {
    self.task = task
    self.manner = manner
    random = stream.stream("operator")
    let joints = HomePosture.draw(robot, stream: stream)
    let opening = robot.gripper.homeOpening
    world = RolloutWorld(
      scene: scene, robot: robot, controlFrequency: task.controlFrequency,
      start: .init(jointPositions: joints, openings: (opening, opening)),
      states: StateMachines(task.objects))
    robotHome =
      Kinematics(robot, poseWorldBase: scene.poseWorldRobotBase)
      .eefPose(robot.home).orientation
    judge = Judge(task: task, bodies: scene.objects.map(\.body))
    tape = DemonstrationTape(task: task)
    state = world.observe()
    target = state.eefPose
  }

  /// Control steps so far.
  var steps: Int { tape.eefPoses.count }

  /// Does the task once.
  mutating func run() -> Result {
    var current = 0
    do {
      try hold(4)
      for (index, subtask) in task.subtasks.enumerated() {
        current = index
        judge.begin(subtask: index)
        for step in subtask.operatorSteps { try perform(step) }
        guard !judge.missed(subtask: index) else {
          return fail(judge.failure(subtask: index).reason, index, "its signal never came")
        }
      }
      for _ in 0..<task.success.settle where !judge.hasDwelt { try hold(1) }
      guard judge.hasDwelt else {
        return fail(judge.failure(subtask: current).reason, current, "the goal was not reached")
      }
      guard world.deepestContact <= task.success.maxPenetration else {
        let (a, b) = world.deepestPair
        return fail(
          .unstablePhysics, current,
          "\(world.name(ofBody: a)) and \(world.name(ofBody: b)) were "
            + "\((world.deepestContact * 10_000).rounded() / 10) mm inside each other")
      }
    } catch let stop as Stop {
      return fail(stop.reason, current, stop.detail)
    } catch {
      return fail(.unstablePhysics, current, "\(error)")
    }
    return Result(tape: tape, failure: nil)
  }

  private func fail(_ reason: FailureReason, _ subtask: Int, _ detail: String) -> Result {
    Result(tape: nil, failure: (reason, subtask, detail))
  }

  // MARK: - One step of the script

  private mutating func perform(_ step: OperatorStep) throws {
    if let goal = step.driveTo {
      try drive(to: state.objects[goal].pose, step)
    } else if let pose = OperatorTarget(step: step, state: state, robotHome: robotHome).pose {
      if random.uniform() < manner.pauseProbability {
        try hold(random.integer(in: manner.pause))
      }
      try move(to: aimed(pose, step), step)
    }
    if let wanted = step.gripper { gripper = wanted }
    for _ in 0..<step.wait where !isDone(step) { try hold(1) }
    note(step)
  }

  /// The pose that the operator aims at, which is not quite the right one.
  private mutating func aimed(_ pose: Pose, _ step: OperatorStep) -> Pose {
    let share = step.careful ? manner.careful : 1
    let offset = normal3() * (manner.aim * share)
    let turn = Quaternion(
      axis: Vector3(0, 0, 1), angle: random.normal() * manner.aimRotation * share)
    return Pose(pose.position + offset, (turn * pose.orientation).normalized)
  }

  private mutating func move(to goal: Pose, _ step: OperatorStep) throws {
    let way = goal.position - target.position
    let speed = step.speed * random.uniform(manner.speed.lowerBound, manner.speed.upperBound)
    let beyond = random.uniform(manner.overshoot.lowerBound, manner.overshoot.upperBound)

    // a quick move goes too far and comes back
    if way.length > manner.overshootsFrom, !step.careful {
      let far = Pose(goal.position + way * (beyond / way.length), goal.orientation)
      try follow(to: far, speed: speed, step)
    }
    try follow(to: goal, speed: speed, step)
    try arrive(at: goal, step)
  }

  /// A path of minimum jerk from the last target to `goal`.
  private mutating func follow(to goal: Pose, speed: Double, _ step: OperatorStep) throws {
    let start = target
    let distance = (goal.position - start.position).length
    let angle = (goal.orientation * start.orientation.conjugate).angle
    let seconds = max(distance / speed, angle / (4 * speed))
    let count = max(3, Int((seconds * task.controlFrequency).rounded(.up)))
    for index in 1...count {
      if isDone(step) { return }
      let t = Double(index) / Double(count)
      let share = t * t * t * (10 - 15 * t + 6 * t * t)
      target = start.interpolated(to: goal, fraction: share)
      try act(careful: step.careful)
    }
  }

  /// Waits until the hand is where it should be, for a second at most.
  private mutating func arrive(at goal: Pose, _ step: OperatorStep) throws {
    let near = step.careful ? 0.003 : 0.008
    let aligned = step.careful ? 0.03 : 0.06
    for _ in 0..<Int(task.controlFrequency) {
      let eef = state.eefPose
      let isThere =
        (eef.position - goal.position).length < near
        && (eef.orientation * goal.orientation.conjugate).angle < aligned
      if isThere || isDone(step) { return }
      try act(careful: step.careful)
    }
  }

  private func isDone(_ step: OperatorStep) -> Bool {
    step.until?.holds(state, bodies: judge.bodies) ?? false
  }

  private mutating func hold(_ steps: Int) throws {
    for _ in 0..<steps { try act(careful: true) }
  }

  // MARK: - One control step

  private mutating func act(careful: Bool) throws {
    let share = careful ? manner.careful : 1
    shake()
    let asked = Pose(
      target.position + tremor.position * share,
      (Quaternion(rotationVector: tremor.rotation * share) * target.orientation).normalized)
    let wanted = world.robot.controller.action(from: state.eefPose, to: asked)
    let position = wanted.position.clamped(lowerBound: -.one, upperBound: .one)
    let rotation = wanted.rotation.clamped(lowerBound: -.one, upperBound: .one)
    try act(position, rotation)
  }

  private mutating func act(_ position: Vector3, _ rotation: Vector3, drive: Vector3 = .zero) throws
  {
    let before = state
    let signals = judge.signals(state)
    let target = world.perform(
      position: position, rotation: rotation, gripper: gripper, drive: drive)
    tape.record(before, signals: signals, target: target, gripper: gripper)
    guard world.isSane else {
      throw Stop(reason: .unstablePhysics, detail: "a body left the scene or is not finite")
    }
    state = world.observe()
    judge.note(
      state, subtask: judge.current, gripperClosed: gripper > 0, reachError: world.reachError)
    // in a kitchen nobody may lean on the furniture: attempts may not either
    if task.kitchen != nil, let touch = world.armContact(except: []) {
      throw Stop(reason: .collision, detail: touch)
    }
    if drive != .zero, let touch = world.baseContact() {
      throw Stop(reason: .collision, detail: touch)
    }
  }

  /// Drives the base to a place, as exactly as an operator does, with the hand carried along.
  private mutating func drive(to place: Pose, _ step: OperatorStep) throws {
    let navigator = KitchenNavigator(world: world, state: state)
    let wanted = aimed(place, step).onFloor
    let way: [Pose]
    do { way = try navigator.way(to: wanted) } catch {
      throw Stop(reason: .unreachable, detail: error.reason)
    }
    for base in way + Array(repeating: wanted, count: 6) {
      if isDone(step) { return }
      try carry(to: base, hand: base * navigator.poseBaseHand)
    }
    target = state.eefPose
  }

  private mutating func carry(to base: Pose, hand: Pose) throws {
    let noise = normal3() * manner.driveTremor
    let drive = (world.driveCommand(to: base) + noise).clamped(lowerBound: -.one, upperBound: .one)
    let wanted = world.robot.controller.action(from: world.carried(by: drive), to: hand)
    try act(
      wanted.position.clamped(lowerBound: -.one, upperBound: .one),
      wanted.rotation.clamped(lowerBound: -.one, upperBound: .one), drive: drive)
  }

  /// Tremor as an autoregressive process of its standard deviation.
  private mutating func shake() {
    let keep = manner.tremorMemory
    let fresh = (1 - keep * keep).squareRoot()
    tremor.position = tremor.position * keep + normal3() * (manner.tremor * fresh)
    tremor.rotation = tremor.rotation * keep + normal3() * (manner.tremorRotation * fresh)
  }

  private mutating func normal3() -> Vector3 {
    let x = random.normal()
    let y = random.normal()
    let z = random.normal()
    return Vector3(x, y, z)
  }

  /// How far a step got, for whoever writes a task.
  private mutating func note(_ step: OperatorStep) {
    let eef = state.eefPose
    let off = (eef.position - target.position).length
    let turn = (eef.orientation * target.orientation.conjugate).angle
    let held = task.objects.indices.filter { state.grasped($0) }.map { task.objects[$0].name }
    let joints = task.objects.indices.filter { task.objects[$0].mount.joint != nil }
      .map { "\(task.objects[$0].name) at \(Self.short(state.objects[$0].jointPosition))" }
    log.append(
      "  \(task.subtasks[judge.current].name): frame \(tape.eefPoses.count), hand at "
        + "\(Self.short(eef.position)), off by \(Self.short(off * 1000)) mm "
        + "\(Self.short(turn)) rad, reach error \(Self.short(world.reachError.position * 1000)) mm, "
        + "holds \(held.isEmpty ? "nothing" : held.joined(separator: ", "))"
        + (joints.isEmpty ? "" : ", " + joints.joined(separator: ", ")))
  }

  private static func short(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

  private static func short(_ v: Vector3) -> String {
    "(\(short(v.x)), \(short(v.y)), \(short(v.z)))"
  }
}
