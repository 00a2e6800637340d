import Episodes
import Geometry
import Kitchens
import Physics
import Robots
import Scenes
import Tasks

/// A scene with a robot in it, stepped by actions: the model and the data of one rollout.
///
/// Its state is the bodies' states, the arm's joint positions and the fingers' openings. A world built
/// from a recorded first state and fed the recorded actions gives the recorded states, bit for bit.
public final class RolloutWorld {
  /// Where everything is at the start.
  public struct Start: Sendable {
    /// 13 numbers a body as `states` records them; nil puts the bodies where scene and joints say.
    public var states: [Double]?
    public var jointPositions: [Double]
    /// Opening of the left and the right finger, metres.
    public var openings: (left: Double, right: Double)

    public init(
      states: [Double]? = nil, jointPositions: [Double], openings: (left: Double, right: Double)
    ) {
      self.states = states
      self.jointPositions = jointPositions
      self.openings = openings
    }
  }

  public let world: World
  public let robot: RobotModel
  public let bodyNames: [String]
  /// Physics steps per control step.
  public let substeps: Int
  public internal(set) var jointPositions: [Double]

  let objects: [BodyHandle]
  /// In the scene's order.
  let objectModels: [RigidBodyModel]
  let articulations: [Articulation]
  let frames: [AttachedFrame]
  let hand: BodyHandle
  private(set) var inverse: InverseKinematics
  let arm: ArmGeometry
  /// The base's body, which has no substance of its own, and where it is; nil for a robot without one.
  private let baseBody: BodyHandle?
  private let baseGeometry: BaseGeometry?
  private let servo: ServoHandle
  private let sliders: (left: SliderHandle, right: SliderHandle)
  /// What to add to a slider's travel, so that the openings at the start are exactly as given.
  private let openingOffsets: (left: Double, right: Double)
  private let tableHeight: Double
  private let fixtureNames: [String]
  /// What a base keeps clear of, and where it may drive.
  let fixtures: [SceneFixture]
  let floor: FloorArea?
  /// How far from the world's origin a body may be, metres.
  private let farthest: Double
  /// The states of fixtures (on, water running) as they are now.
  var machines: StateMachines
  /// How much of a target no joint configuration reaches, in the last step: metres, radians.
  public internal(set) var reachError: (position: Double, rotation: Double) = (0, 0)
  /// Deepest contact so far, metres, and the fastest object, m/s.
  public internal(set) var deepestContact = 0.0
  /// The bodies of the deepest contact.
  public internal(set) var deepestPair = (0, 0)
  public internal(set) var fastestObject = 0.0

  /// Hand and two fingers come before the objects in the order of bodies.
  static let gripperBodies = 3
  /// Table and floor are boxes this thick, metres.
  private static let slab = 0.1

  /// Builds the world; nothing moves yet.
  public init(
    scene: Scene, robot: RobotModel, controlFrequency: Double, start: Start,
    states: StateMachines = StateMachines(), parameters: PhysicsParameters = PhysicsParameters()
  ) {
    self.robot = robot
    substeps = max(1, Int((1 / (controlFrequency * parameters.timeStep)).rounded()))
    world = World(parameters: parameters)
    let kinematics = Kinematics(robot, poseWorldBase: scene.poseWorldRobotBase)
    inverse = InverseKinematics(kinematics)
    jointPositions = start.jointPositions
    tableHeight = scene.tableTop.center.z
    fixtureNames = scene.fixtures.map(\.name)
    fixtures = scene.fixtures
    floor = scene.floor
    farthest = scene.fixtures.isEmpty ? 5 : 20
    machines = states

    Self.addFurniture(scene, to: world)

    // hand and fingers, in the order in which they are recorded
    func state(_ index: Int) -> ArraySlice<Double>? {
      start.states.map { $0[(index * 13)..<(index * 13 + 13)] }
    }
    let eef = kinematics.eefPose(start.jointPositions)
    let gripper = robot.gripper
    let inertia = robot.hand.inertia
    hand = world.addBody(
      RigidBodyModel(mass: robot.hand.mass, geoms: robot.hand.geoms), pose: eef,
      group: .gripper, touches: [.object, .fixed], inertia: Vector3(inertia, inertia, inertia),
      weightless: true, state: state(0))
    let left = world.addBody(
      gripper.fingerBody(side: 1),
      pose: eef * gripper.poseEefFinger(side: 1, opening: start.openings.left),
      group: .gripper, touches: [.object, .fixed], weightless: true, state: state(1))
    let right = world.addBody(
      gripper.fingerBody(side: -1),
      pose: eef * gripper.poseEefFinger(side: -1, opening: start.openings.right),
      group: .gripper, touches: [.object, .fixed], weightless: true, state: state(2))
    objectModels = scene.objects.map(\.body)
    (objects, articulations) = Self.add(scene.objects, to: world, states: start.states)
    frames = Self.frames(scene.objects, bodies: objects)
    bodyNames = ["hand", "finger_left", "finger_right"] + scene.objects.map(\.name)

    // joints and motors, from the poses as ODE keeps them
    let axis = world.pose(hand).orientation.rotate(Vector3(1, 0, 0))
    sliders = (
      world.addSlider(hand, left, axis: axis), world.addSlider(hand, right, axis: -axis)
    )
    openingOffsets = (
      start.openings.left - world.travel(sliders.left).position,
      start.openings.right - world.travel(sliders.right).position
    )
    servo = world.addServo(hand, maxForce: robot.hand.maxForce, maxTorque: robot.hand.maxTorque)
    arm = ArmGeometry(kinematics, in: world)
    let base = scene.objects.firstIndex { $0.name == KitchenDescription.baseName }
    baseBody = robot.base == nil ? nil : base.map { [objects] in objects[$0] }
    baseGeometry =
      baseBody == nil
      ? nil
      : robot.base.map { [world] in
        BaseGeometry($0, lift: scene.poseWorldRobotBase.position.z, in: world)
      }
  }

  /// What never moves: the floor, and a table or the fixtures of a kitchen.
  static func addFurniture(_ scene: Scene, to world: World) {
    if scene.fixtures.isEmpty {
      addTable(scene.tableTop, to: world)
    } else {
      for (index, fixture) in scene.fixtures.enumerated() {
        world.addScenery(fixture.body, pose: fixture.poseWorldFixture, index: index)
      }
    }
    world.addFixedBox(
      pose: Pose(Vector3(0, 0, -slab / 2)), halfExtents: Vector3(10, 10, slab / 2),
      friction: 0.64)
  }

  /// A table's top.
  private static func addTable(_ table: TableTop, to world: World) {
    world.addFixedBox(
      pose: Pose(table.center - Vector3(0, 0, slab / 2)),
      halfExtents: Vector3(table.size.x / 2, table.size.y / 2, slab / 2), friction: 0.64)
  }

  // MARK: - Stepping

  /// Numbers per action: 7, or 10 where there is a base to drive.
  public var actionWidth: Int {
    Episode.armActionWidth + (baseBody == nil ? 0 : Episode.baseActionWidth)
  }

  /// Executes one action.
  ///
  /// - Returns: the absolute target that the action asked for.
  @discardableResult
  func perform(_ action: RobotAction) -> Pose {
    perform(
      position: action.position, rotation: action.rotation, gripper: action.gripper,
      drive: action.drive ?? .zero)
  }

  /// Executes one action: seven numbers within [-1, 1], and three more for a base.
  ///
  /// Where the base drives, it takes the hand along: the arm's part is relative to where the hand is
  /// carried.
  ///
  /// - Returns: the absolute target that the action asked for.
  @discardableResult
  public func perform(
    position: Vector3, rotation: Vector3, gripper: Double, drive: Vector3 = .zero
  ) -> Pose {
    let motion = motion(drive)
    if let motion {
      place(
        base: motion.pose(1), mount: motion.displacement(1) * inverse.kinematics.poseWorldBase)
    }
    let hand = motion.map { $0.displacement(1) * eefPose } ?? eefPose
    let asked = robot.controller.target(from: hand, position: position, rotation: rotation)

    // an arm at its limits goes as far as it can
    let solution = inverse.solve(asked, from: jointPositions)
    reachError = (solution.positionError, solution.rotationError)
    let reachable = solution.positionError < 1e-3 && solution.rotationError < 1e-2
    let target = reachable ? asked : inverse.kinematics.eefPose(solution.positions)

    for index in 0..<substeps {
      if let motion {
        let share = Double(index + 1) / Double(substeps)
        substep(
          target: motion.displacement(share) * motion.displacement(1).inverse * target,
          gripper: gripper,
          carried: motion.velocity(at: eefPose.position, Double(index) / Double(substeps)))
      } else {
        substep(target: target, gripper: gripper)
      }
    }
    // from here on the recorded state says all there is to know
    if isSane { world.canonicalize() }
    for frame in frames { frame.follow(in: world) }
    if !machines.isEmpty, isSane { machines.note(observe(), bodies: objectModels) }
    jointPositions = inverse.solve(eefPose, from: jointPositions).positions
    noteObjects()
    return asked
  }

  /// How a command moves the base in a control step; nil where it stands still.
  func motion(_ command: Vector3) -> BaseMotion? {
    guard command != .zero, let basePose, let base = robot.base else { return nil }
    let seconds = Double(substeps) * world.parameters.timeStep
    return BaseMotion(
      start: basePose, way: Vector3(command.x, command.y, 0) * (base.maxSpeed * seconds),
      turn: command.z * base.maxTurnRate * seconds, seconds: seconds)
  }

  /// Where a command takes the hand in a control step in which the arm does nothing.
  func carried(by command: Vector3) -> Pose {
    motion(command).map { $0.displacement(1) * eefPose } ?? eefPose
  }

  /// The command, not yet clipped, that would bring the base to a pose in one control step.
  func driveCommand(to goal: Pose) -> Vector3 {
    guard let base = robot.base, let now = basePose else { return .zero }
    let local = now.inverse * goal
    let seconds = Double(substeps) * world.parameters.timeStep
    let ahead = local.orientation.rotate(Vector3(1, 0, 0))
    return Vector3(
      local.position.x / (base.maxSpeed * seconds), local.position.y / (base.maxSpeed * seconds),
      Trigonometry.atan2(ahead.y, ahead.x) / (base.maxTurnRate * seconds))
  }

  /// The frame of the arm's base.
  public var poseWorldMount: Pose { inverse.kinematics.poseWorldBase }

  /// Puts the base, and with it the arm's kinematics, somewhere.
  func place(base pose: Pose, mount: Pose) {
    if let baseBody { world.put(baseBody, at: pose) }
    inverse = InverseKinematics(Kinematics(robot, poseWorldBase: mount))
  }

  /// Where the base is; nil for a robot without one.
  public var basePose: Pose? { baseBody.map { world.pose($0) } }

  /// One physics step; a hand that is `carried` by the base is steered relative to how that moves.
  private func substep(
    target: Pose, gripper: Double, carried: (linear: Vector3, angular: Vector3)? = nil
  ) {
    for articulation in articulations { articulation.push(in: world) }
    let dt = world.parameters.timeStep
    var velocity = world.velocity(hand)
    if let carried {
      velocity = (velocity.linear - carried.linear, velocity.angular - carried.angular)
    }
    var command = robot.controller.velocities(
      pose: world.pose(hand), linear: velocity.linear, angular: velocity.angular,
      target: target, dt: dt)
    if let carried {
      command = (command.linear + carried.linear, command.angular + carried.angular)
    }
    world.drive(servo, linear: command.linear, angular: command.angular)
    driveFingers(gripper, dt: dt)
    world.step()
    for index in 0..<world.contactCount {
      let contact = world.contact(index)
      if contact.depth > deepestContact {
        deepestContact = contact.depth
        deepestPair = (contact.a, contact.b)
      }
    }
  }

  /// Motors towards open or closed, and a spring that keeps the openings equal: without it a held
  /// object drifts along the stroke.
  ///
  /// A motor slows down at the end of the travel, and the sliders have no stops: ODE leaves a stop
  /// with the motor's whole force at once, which throws a finger 15 mm in a step.
  private func driveFingers(_ action: Double, dt: Double) {
    let model = robot.gripper
    let left = world.travel(sliders.left)
    let right = world.travel(sliders.right)
    let opening = (openingOffsets.left + left.position, openingOffsets.right + right.position)
    let goal = action > 0 ? 0 : model.travel
    let top = min(1, action.magnitude) * model.maxSpeed
    func speed(_ opening: Double) -> Double { min(top, max(-top, (goal - opening) / dt)) }
    world.drive(sliders.left, velocity: speed(opening.0), maxForce: model.maxForce)
    world.drive(sliders.right, velocity: speed(opening.1), maxForce: model.maxForce)

    let gap = opening.0 - opening.1
    let force =
      0.5 * (model.fingerMass / dt) * (0.1 * gap / dt + 0.3 * (left.rate - right.rate))
    let limited = min(0.8 * model.maxForce, max(-0.8 * model.maxForce, force))
    world.push(sliders.left, force: -limited)
    world.push(sliders.right, force: limited)
  }

  private func noteObjects() {
    for body in objects {
      fastestObject = max(fastestObject, world.velocity(body).linear.length)
    }
  }

  // MARK: - Observing

  /// The end effector's pose.
  public var eefPose: Pose { world.pose(hand) }

  /// How far each finger is from closed, metres.
  public var openings: (left: Double, right: Double) {
    (
      openingOffsets.left + world.travel(sliders.left).position,
      openingOffsets.right + world.travel(sliders.right).position
    )
  }

  /// Objects and contacts as predicates see them.
  public func observe() -> ObservedState {
    var state = ObservedState(
      objects: objects.map { body in
        let velocity = world.velocity(body)
        return ObservedState.Object(
          pose: world.pose(body), linearVelocity: velocity.linear,
          angularVelocity: velocity.angular)
      }, tableHeight: tableHeight)
    for articulation in articulations {
      state.objects[articulation.object].jointPosition = articulation.position(in: world)
    }
    machines.write(to: &state)
    state.eefPose = eefPose
    for index in 0..<world.contactCount {
      let contact = world.contact(index)
      note(contact.a, contact.b, in: &state)
      note(contact.b, contact.a, in: &state)
    }
    let space = GripSpace(fingerGeoms: robot.gripper.fingerGeoms, openings: openings)
    state.noteClasped(in: space, bodies: objectModels)
    return state
  }

  /// Notes that body `a` touches object body `b`.
  private func note(_ a: Int, _ b: Int, in state: inout ObservedState) {
    guard a >= 0, b >= 3 else { return }
    let bit = UInt64(1) << UInt64(b - 3)
    switch a {
    case 0: state.palmContacts |= bit
    case 1: state.leftFingerContacts |= bit
    case 2: state.rightFingerContacts |= bit
    default: state.objectContacts[a - 3] |= bit
    }
  }

  /// The first touch of an arm link that is not among the `allowed` ones, in words.
  func armContact(except allowed: Set<ArmGeometry.Touch>) -> String? {
    let touches = arm.touches(jointPositions, of: inverse.kinematics, in: world)
    guard let touch = touches.first(where: { !allowed.contains($0) }) else { return nil }
    return "link\(touch.link) touches \(name(ofBody: touch.other))"
  }

  /// What the base touches where it is, in words; nil for nothing, and for a robot without one.
  func baseContact() -> String? {
    guard let baseGeometry, let basePose else { return nil }
    return baseGeometry.touches(basePose, in: world).first.map {
      "the base touches \(name(ofBody: $0))"
    }
  }

  /// A body's or a fixture's name; what has none is the table or the floor.
  public func name(ofBody index: Int) -> String {
    if let fixture = World.fixtureIndex(ofTag: index) { return fixtureNames[fixture] }
    return bodyNames.indices.contains(index) ? bodyNames[index] : "table"
  }

  /// Whether every body is finite and near.
  public var isSane: Bool { world.isSane(radius: farthest) }
}
