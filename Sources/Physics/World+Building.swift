import COpenDE
import Geometry

/// Building a world.
extension World {
  /// A box that never moves; contacts name it by `tag`, a negative number.
  public func addFixedBox(pose: Pose, halfExtents h: Vector3, friction: Double, tag: Int = -1) {
    let geom = makeGeom(.box(halfExtents: h), in: staticSpace)
    describe(geom, tag: tag, friction: friction, contacts: parameters.contactsPerPair)
    place(geom, pose)
    setGroup(geom, .fixed, touches: [.gripper, .object, .arm])
  }

  /// Geoms that never move and that no state speaks of; contacts name them by `fixtureTag(index)`.
  public func addScenery(_ model: RigidBodyModel, pose: Pose, index: Int) {
    for geom in model.geoms {
      let id = makeGeom(geom.shape, in: staticSpace)
      describe(
        id, tag: Self.fixtureTag(index), friction: geom.friction,
        contacts: parameters.contactsPerPair)
      place(id, pose * geom.poseBodyGeom)
      setGroup(id, .fixed, touches: [.gripper, .object, .arm])
    }
  }

  /// What contacts call the scenery of an index.
  public static func fixtureTag(_ index: Int) -> Int { Int(dmFirstFixtureTag) - index }

  /// The scenery that contacts call by a tag; nil when it names something else.
  public static func fixtureIndex(ofTag tag: Int) -> Int? {
    tag <= Int(dmFirstFixtureTag) ? Int(dmFirstFixtureTag) - tag : nil
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
}
