import COpenDE
import Geometry

/// One world of rigid bodies: build it, step it, drop it; never two at a time in one process.
///
/// ODE aborts the process on bad input and keeps global state, so worlds live in worker processes,
/// and whoever builds one has checked every number (`isFinite`, masses, sizes) before.
public final class World {
  public let parameters: PhysicsParameters
  let world: dWorldID
  private let movingSpace: dSpaceID
  private let staticSpace: dSpaceID
  private var querySpaces: [dSpaceID] = []
  private let stepper: UnsafeMutablePointer<dmStepper>
  private var geomInfos: [UnsafeMutablePointer<dmGeom>] = []
  private(set) var bodies: [BodyHandle] = []
  private var centers: [Vector3] = []
  /// The geoms of what never moves, and its states, by index of body.
  private var fixtures: [Int: (geoms: [dGeomID], poses: [Pose], state: [Double])] = [:]

  /// Contact points that fit in a step; far above what tables and cubes make.
  private static let contactCapacity = 2048
  private static let bodyCapacity = 64

  /// An empty world with gravity along -z.
  public init(parameters: PhysicsParameters = PhysicsParameters()) {
    self.parameters = parameters
    dmInitialize()
    dRandSetSeed(1)
    world = dWorldCreate()
    let g = parameters.gravity
    dWorldSetGravity(world, g.x, g.y, g.z)
    dWorldSetERP(world, parameters.erp)
    dWorldSetCFM(world, parameters.cfm)
    dWorldSetContactSurfaceLayer(world, parameters.surfaceLayer)
    dWorldSetContactMaxCorrectingVel(world, parameters.maxCorrectingVelocity)
    dWorldSetQuickStepNumIterations(world, parameters.fallbackIterations)
    // broad phases apart, so that fixtures never meet fixtures
    let axes = Int32(0 | (1 << 2) | (2 << 4))
    movingSpace = dSweepAndPruneSpaceCreate(nil, axes)
    staticSpace = dSweepAndPruneSpaceCreate(nil, axes)

    stepper = .allocate(capacity: 1)
    stepper.initialize(to: dmStepper())
    stepper.pointee.world = world
    stepper.pointee.contactJoints = dJointGroupCreate(0)
    stepper.pointee.movingSpace = movingSpace
    stepper.pointee.staticSpace = staticSpace
    stepper.pointee.softERP = parameters.contactERP
    stepper.pointee.softCFM = parameters.contactCFM
    stepper.pointee.contacts = .allocate(capacity: Self.contactCapacity)
    stepper.pointee.contactCapacity = Int32(Self.contactCapacity)
    stepper.pointee.bodies = .allocate(capacity: Self.bodyCapacity)
    stepper.pointee.saved = .allocate(capacity: 19 * Self.bodyCapacity)
  }

  deinit {
    dJointGroupDestroy(stepper.pointee.contactJoints)
    dSpaceDestroy(movingSpace)
    dSpaceDestroy(staticSpace)
    for space in querySpaces { dSpaceDestroy(space) }
    dWorldDestroy(world)
    for info in geomInfos { info.deallocate() }
    stepper.pointee.contacts.deallocate()
    stepper.pointee.bodies.deallocate()
    stepper.pointee.saved.deallocate()
    stepper.deallocate()
  }

  // MARK: - Building

  /// A box that never moves; contacts name it by `tag`, a negative number.
  public func addFixedBox(pose: Pose, halfExtents h: Vector3, friction: Double, tag: Int = -1) {
    let geom = makeGeom(.box(halfExtents: h), in: staticSpace)
    describe(geom, tag: tag, friction: friction, contacts: parameters.contactsPerPair)
    place(geom, pose)
    setGroup(geom, .fixed, touches: [.gripper, .object, .arm])
  }

  /// A body that never moves: it collides with all that does, and its state is its pose.
  ///
  /// One without geoms is a place that only has a pose.
  public func addFixture(_ model: RigidBodyModel, pose: Pose) -> BodyHandle {
    let handle = BodyHandle(pointer: nil, index: bodies.count)
    let cap =
      model.geoms.count > 1 ? parameters.contactsPerCompoundPair : parameters.contactsPerPair
    let geoms = model.geoms.map { geom in
      let id = makeGeom(geom.shape, in: staticSpace)
      describe(id, tag: handle.index, friction: geom.friction, contacts: cap)
      setGroup(id, .fixed, touches: [.gripper, .object, .arm])
      return id
    }
    bodies.append(handle)
    centers.append(.zero)
    fixtures[handle.index] = (geoms, model.geoms.map(\.poseBodyGeom), [])
    put(handle, at: pose)
    return handle
  }

  /// A body of collision primitives whose frame is at `pose`.
  ///
  /// The mass is spread over the geoms by volume, unless `inertia` (principal moments, kg m²) says
  /// otherwise. A body that `sleeps` may fall asleep when it is at rest. `state`, 13 numbers as
  /// `appendState` gives them, wins over `pose`. It never touches a body that it is `passing`.
  public func addBody(
    _ model: RigidBodyModel, pose: Pose, group: CollisionGroup, touches: CollisionGroup,
    inertia: Vector3? = nil, sleeps: Bool = false, weightless: Bool = false,
    state: ArraySlice<Double>? = nil, passing parent: BodyHandle? = nil
  ) -> BodyHandle {
    precondition(stepper.pointee.bodyCount < Self.bodyCapacity, "too many bodies")
    let pointer: dBodyID = dBodyCreate(world)
    let handle = BodyHandle(pointer: pointer, index: bodies.count)
    let properties = MassProperties(model, inertia: inertia)
    var mass = properties.mass
    dBodySetMass(pointer, &mass)
    dBodySetGravityMode(pointer, weightless ? 0 : 1)
    if sleeps {
      dBodySetAutoDisableFlag(pointer, 1)
      dBodySetAutoDisableSteps(pointer, parameters.stepsToSleep)
      // a new body still counts down from ODE's own default, until it is woken
      dBodyEnable(pointer)
    }
    settle(pointer, state.map(Array.init) ?? Self.numbers(at: pose, center: properties.center))

    // the body's frame in ODE is its centre of mass
    let compound = model.geoms.count > 1
    for geom in model.geoms {
      let id = makeGeom(geom.shape, in: movingSpace)
      let cap = compound ? parameters.contactsPerCompoundPair : parameters.contactsPerPair
      describe(
        id, tag: handle.index, friction: geom.friction, contacts: cap, parent: parent?.index)
      dGeomSetBody(id, pointer)
      let offset = geom.poseBodyGeom.position - properties.center
      if offset != .zero { dGeomSetOffsetPosition(id, offset.x, offset.y, offset.z) }
      if geom.poseBodyGeom.orientation != .identity {
        let q = geom.poseBodyGeom.orientation
        dGeomSetOffsetQuaternion(id, [q.w, q.x, q.y, q.z])
      }
      setGroup(id, group, touches: touches)
    }
    stepper.pointee.bodies[Int(stepper.pointee.bodyCount)] = pointer
    stepper.pointee.bodyCount += 1
    bodies.append(handle)
    centers.append(properties.center)
    return handle
  }

  /// A slider that moves `second` along `axis` (world, at this moment) relative to `first`.
  public func addSlider(_ first: BodyHandle, _ second: BodyHandle, axis: Vector3) -> SliderHandle {
    let joint: dJointID = dJointCreateSlider(world, nil)
    dJointAttach(joint, second.pointer, first.pointer)
    dJointSetSliderAxis(joint, axis.x, axis.y, axis.z)
    return SliderHandle(pointer: joint)
  }

  /// A hinge about, or a slider along, a world axis through a point: the position is 0 as things stand.
  ///
  /// `parent` is nil, or never moves, when the part is tied to the world. `friction` is Coulomb's, N m
  /// or N; the part stops at both ends of `range`, radians or metres.
  public func addJoint(
    hinge isHinge: Bool, _ part: BodyHandle, to parent: BodyHandle?, anchor: Vector3, axis: Vector3,
    range: ClosedRange<Double>, friction: Double
  ) -> JointHandle {
    let joint: dJointID = isHinge ? dJointCreateHinge(world, nil) : dJointCreateSlider(world, nil)
    dJointAttach(joint, part.pointer, parent?.pointer)
    let parameters = [
      (dParamLoStop, range.lowerBound), (dParamHiStop, range.upperBound), (dParamVel, 0),
      (dParamFMax, friction), (dParamBounce, 0),
    ]
    if isHinge {
      dJointSetHingeAnchor(joint, anchor.x, anchor.y, anchor.z)
      dJointSetHingeAxis(joint, axis.x, axis.y, axis.z)
      // once more for the stops: ODE takes them in either order of setting only when both are set
      for _ in 0..<2 {
        for (name, value) in parameters { dJointSetHingeParam(joint, Int32(name), value) }
      }
    } else {
      dJointSetSliderAxis(joint, axis.x, axis.y, axis.z)
      for _ in 0..<2 {
        for (name, value) in parameters { dJointSetSliderParam(joint, Int32(name), value) }
      }
    }
    return JointHandle(pointer: joint, isHinge: isHinge)
  }

  /// Motors on a body's linear and angular velocity, limited to a force and a torque per axis.
  public func addServo(_ body: BodyHandle, maxForce: Double, maxTorque: Double) -> ServoHandle {
    let linear: dJointID = dJointCreateLMotor(world, nil)
    dJointAttach(linear, body.pointer, nil)
    dJointSetLMotorNumAxes(linear, 3)
    let angular: dJointID = dJointCreateAMotor(world, nil)
    dJointAttach(angular, body.pointer, nil)
    dJointSetAMotorMode(angular, Int32(dAMotorUser))
    dJointSetAMotorNumAxes(angular, 3)
    for axis in 0..<3 {
      var unit = Vector3.zero
      unit[axis] = 1
      dJointSetLMotorAxis(linear, Int32(axis), 0, unit.x, unit.y, unit.z)
      dJointSetAMotorAxis(angular, Int32(axis), 0, unit.x, unit.y, unit.z)
      let force = Int32(dParamFMax) + Int32(axis) * Int32(dParamGroup)
      dJointSetLMotorParam(linear, force, maxForce)
      dJointSetAMotorParam(angular, force, maxTorque)
    }
    return ServoHandle(linear: linear, angular: angular)
  }

  /// Geoms that are only asked whether they touch something.
  public func addQuery(_ shapes: [Shape]) -> QueryHandle {
    let space: dSpaceID = dSimpleSpaceCreate(nil)
    querySpaces.append(space)
    let geoms = shapes.enumerated().map { index, shape in
      let geom = makeGeom(shape, in: space)
      describe(geom, tag: -2 - index, friction: 0, contacts: 1)
      setGroup(geom, .arm, touches: [.fixed, .object])
      return geom
    }
    return QueryHandle(space: space, geoms: geoms)
  }

  // MARK: - Stepping

  /// Drives a body towards velocities for the next step.
  public func drive(_ servo: ServoHandle, linear v: Vector3, angular w: Vector3) {
    let velocity = Int32(dParamVel)
    let group = Int32(dParamGroup)
    for axis in 0..<3 {
      dJointSetLMotorParam(servo.linear, velocity + Int32(axis) * group, v[axis])
      dJointSetAMotorParam(servo.angular, velocity + Int32(axis) * group, w[axis])
    }
  }

  /// Drives a slider towards a velocity for the next step, m/s and N.
  public func drive(_ slider: SliderHandle, velocity: Double, maxForce: Double) {
    dJointSetSliderParam(slider.pointer, Int32(dParamVel), velocity)
    dJointSetSliderParam(slider.pointer, Int32(dParamFMax), maxForce)
  }

  /// Pushes along a slider in the next step, N.
  public func push(_ slider: SliderHandle, force: Double) {
    dJointAddSliderForce(slider.pointer, force)
  }

  /// How far a slider has moved since it was made (m), and how fast it moves (m/s).
  public func travel(_ slider: SliderHandle) -> (position: Double, rate: Double) {
    (dJointGetSliderPosition(slider.pointer), dJointGetSliderPositionRate(slider.pointer))
  }

  /// Pushes along, or turns about, a joint in the next step: N, or N m.
  public func push(_ joint: JointHandle, force: Double) {
    if joint.isHinge {
      dJointAddHingeTorque(joint.pointer, force)
    } else {
      dJointAddSliderForce(joint.pointer, force)
    }
  }

  /// Where a joint stands (radians or metres), and how fast it moves.
  public func position(_ joint: JointHandle) -> (position: Double, rate: Double) {
    joint.isHinge
      ? (dJointGetHingeAngle(joint.pointer), dJointGetHingeAngleRate(joint.pointer))
      : (dJointGetSliderPosition(joint.pointer), dJointGetSliderPositionRate(joint.pointer))
  }

  /// Collides and advances by one physics step; does nothing once a body is not finite or far away.
  public func step() {
    guard dmIsSane(stepper) != 0 else { return }
    dmCollide(stepper)
    dmStep(stepper, parameters.timeStep)
  }

  /// The contact points of the last step.
  public var contactCount: Int { Int(stepper.pointee.contactCount) }

  /// One contact point of the last step.
  public func contact(_ index: Int) -> Contact {
    let record = stepper.pointee.contacts[index]
    return Contact(a: Int(record.a), b: Int(record.b), depth: record.depth)
  }

  /// Places a query's geoms, and tells which of them (by index) touch which bodies.
  public func touches(_ query: QueryHandle, at poses: [Pose]) -> [(geom: Int, other: Int)] {
    for (geom, pose) in zip(query.geoms, poses) { place(geom, pose) }
    let capacity = 64
    var tags = [Int32](repeating: 0, count: 2 * capacity)
    let count = Int(dmQuery(stepper, query.space, &tags, Int32(capacity)))
    return (0..<count).map { (-2 - Int(tags[2 * $0]), Int(tags[2 * $0 + 1])) }
  }

  /// Puts a body at rest at a pose, for asking what is where rather than for stepping.
  public func put(_ body: BodyHandle, at pose: Pose) {
    guard let pointer = body.pointer else {
      guard let fixture = fixtures[body.index] else { return }
      for (geom, local) in zip(fixture.geoms, fixture.poses) { place(geom, pose * local) }
      fixtures[body.index]?.state = Self.numbers(at: pose, center: .zero)
      return
    }
    write(Self.numbers(at: pose, center: centers[body.index]), to: pointer)
  }

  /// Sets the states of all bodies, 13 numbers each as `appendState` gives them, and wakes them.
  ///
  /// What follows depends on these numbers alone, as if the world had been built with them.
  public func restore(_ states: [Double]) {
    dSpaceClean(movingSpace)
    for body in bodies {
      guard let pointer = body.pointer else { continue }
      let row = body.index * 13
      settle(pointer, Array(states[row..<(row + 13)]))
      dBodyEnable(pointer)
    }
  }

  /// Sets one body's state, 13 numbers.
  public func restore(_ body: BodyHandle, _ state: ArraySlice<Double>) {
    if let pointer = body.pointer { settle(pointer, Array(state)) }
  }

  /// Makes the states of all bodies what they read as, so that `restore` comes to the same.
  ///
  /// ODE's own counters (how long a body has been idle) start anew.
  public func canonicalize() {
    // geoms are touched in the order of bodies, so that their order in the broad phase has no history
    dSpaceClean(movingSpace)
    for body in bodies {
      guard let pointer = body.pointer else { continue }
      settle(pointer, read(pointer))
      dBodyEnable(pointer)
    }
  }

  // MARK: - Reading

  /// The pose of a body's own frame.
  public func pose(_ body: BodyHandle) -> Pose {
    guard let pointer = body.pointer else {
      let n = fixtures[body.index]?.state ?? []
      return n.isEmpty
        ? .identity
        : Pose(Vector3(n[0], n[1], n[2]), Quaternion(w: n[3], x: n[4], y: n[5], z: n[6]))
    }
    let p = dBodyGetPosition(pointer)
    let q = dBodyGetQuaternion(pointer)
    guard let p, let q else { return .identity }
    let orientation = Quaternion(w: q[0], x: q[1], y: q[2], z: q[3])
    let position = Vector3(p[0], p[1], p[2])
    let center = centers[body.index]
    return Pose(center == .zero ? position : position - orientation.rotate(center), orientation)
  }

  /// Whether a body never moves.
  public func isFixture(_ body: BodyHandle) -> Bool { body.pointer == nil }

  /// Linear velocity of the centre of mass (m/s), and angular velocity (rad/s), in the world.
  public func velocity(_ body: BodyHandle) -> (linear: Vector3, angular: Vector3) {
    guard let pointer = body.pointer, let v = dBodyGetLinearVel(pointer),
      let w = dBodyGetAngularVel(pointer)
    else {
      return (.zero, .zero)
    }
    return (Vector3(v[0], v[1], v[2]), Vector3(w[0], w[1], w[2]))
  }

  /// The centre of mass of every body in its own frame, metres.
  public var massCenters: [Vector3] { centers }

  /// Appends 13 numbers of every body: position of the centre of mass, quaternion, velocities.
  public func appendState(to numbers: inout [Double]) {
    for body in bodies {
      numbers += body.pointer.map(read) ?? fixtures[body.index]?.state ?? []
    }
  }

  /// Whether every body is finite and within `radius` metres of the origin.
  public func isSane(radius: Double) -> Bool {
    bodies.allSatisfy { body in
      let p = pose(body)
      let v = velocity(body)
      return p.isFinite && p.position.length < radius && v.linear.isFinite && v.angular.isFinite
    }
  }

  /// Steps so far, and those among them done by the fallback solver.
  public var stepCounts: (all: Int, fallbacks: Int) {
    get { (Int(stepper.pointee.steps), Int(stepper.pointee.fallbacks)) }
    set {
      stepper.pointee.steps = newValue.all
      stepper.pointee.fallbacks = newValue.fallbacks
    }
  }

  /// Turns the measuring of CPU seconds inside ODE on or off.
  public var measuresSolver: Bool {
    get { stepper.pointee.measureSeconds != 0 }
    set { stepper.pointee.measureSeconds = newValue ? 1 : 0 }
  }

  /// CPU seconds spent inside ODE while measured.
  public var solverSeconds: Double { stepper.pointee.seconds }

  // MARK: - ODE's raw values

  private static func numbers(at pose: Pose, center: Vector3) -> [Double] {
    let p = center == .zero ? pose.position : pose.transform(center)
    let q = pose.orientation
    return [p.x, p.y, p.z, q.w, q.x, q.y, q.z, 0, 0, 0, 0, 0, 0]
  }

  /// Sets a body's state until it reads back as set: ODE renormalizes what it is given, and a recorded
  /// state must be one that can be restored exactly.
  private func settle(_ body: dBodyID, _ state: [Double]) {
    var numbers = state
    for _ in 0..<8 {
      write(numbers, to: body)
      let back = read(body)
      if back == numbers { break }
      numbers = back
    }
  }

  private func write(_ n: [Double], to body: dBodyID) {
    dBodySetPosition(body, n[0], n[1], n[2])
    dBodySetQuaternion(body, Array(n[3..<7]))
    dBodySetLinearVel(body, n[7], n[8], n[9])
    dBodySetAngularVel(body, n[10], n[11], n[12])
  }

  private func read(_ body: dBodyID) -> [Double] {
    guard let p = dBodyGetPosition(body), let q = dBodyGetQuaternion(body),
      let v = dBodyGetLinearVel(body), let w = dBodyGetAngularVel(body)
    else { return [] }
    return [
      p[0], p[1], p[2], q[0], q[1], q[2], q[3], v[0], v[1], v[2], w[0], w[1], w[2],
    ]
  }

  private func makeGeom(_ shape: Shape, in space: dSpaceID) -> dGeomID {
    switch shape {
    case .box(let h): dCreateBox(space, 2 * h.x, 2 * h.y, 2 * h.z)
    case .sphere(let r): dCreateSphere(space, r)
    case .cylinder(let r, let l): dCreateCylinder(space, r, 2 * l)
    case .capsule(let r, let l): dCreateCapsule(space, r, 2 * l)
    }
  }

  private func describe(
    _ geom: dGeomID, tag: Int, friction: Double, contacts: Int, parent: Int? = nil
  ) {
    let info = UnsafeMutablePointer<dmGeom>.allocate(capacity: 1)
    info.initialize(
      to: dmGeom(
        body: Int32(tag), friction: friction, maxContacts: Int32(contacts),
        parent: Int32(parent ?? -1000)))
    dGeomSetData(geom, info)
    geomInfos.append(info)
  }

  private func place(_ geom: dGeomID, _ pose: Pose) {
    let p = pose.position
    let q = pose.orientation
    dGeomSetPosition(geom, p.x, p.y, p.z)
    dGeomSetQuaternion(geom, [q.w, q.x, q.y, q.z])
  }

  private func setGroup(_ geom: dGeomID, _ group: CollisionGroup, touches: CollisionGroup) {
    dGeomSetCategoryBits(geom, group.rawValue)
    dGeomSetCollideBits(geom, touches.rawValue)
  }
}
